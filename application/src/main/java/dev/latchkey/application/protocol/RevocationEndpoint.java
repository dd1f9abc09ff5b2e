package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.util.Objects;

/** Has an authority take tokens back (RFC 7009). */
public final class RevocationEndpoint {

  private final ClientIdentity identity;
  private final TimeSource time;

  /**
   * Speaks for one client.
   *
   * @param identity says, or proves, who it is
   * @param time reads dates in answers
   */
  public RevocationEndpoint(ClientIdentity identity, TimeSource time) {
    this.identity = Objects.requireNonNull(identity, "identity");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Has a token taken back. One that the authority does not know is as good as taken back.
   *
   * @param token the token
   * @param hint what it is: {@code refresh_token} or {@code access_token}
   * @param target where the authority does that
   * @param endpoints the authority
   * @param conversation the operation
   * @throws dev.latchkey.domain.error.ServiceException if the authority refused or failed
   */
  public void revoke(
      Secret token, String hint, URI target, Endpoints endpoints, Conversation conversation) {
    Proof proof =
        identity.prove(
            TokenCall.of(new ClientCredentialsGrant(Scopes.none(), null)),
            endpoints,
            conversation.context().correlationId());
    Proof there =
        new Proof(
            target, proof.parameters(), proof.headers(), proof.certificate(), proof.identity());
    FormBody form =
        new FormBody()
            .set("token", token.reveal())
            .set("token_type_hint", hint)
            .setAll(proof.parameters());
    // The effect is the same however often it is sent.
    HttpResponse response = conversation.post(form, there, null, true);
    // RFC 7009, section 2.2: the status alone counts, and servers send no body or any.
    if (!response.isSuccess()) {
      throw OAuthAnswer.of(
              "the revocation endpoint", response, conversation.details(), time.instant())
          .refusal("");
    }
  }
}
