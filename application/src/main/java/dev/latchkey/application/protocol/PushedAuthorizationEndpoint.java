package dev.latchkey.application.protocol;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.util.Objects;

/**
 * Leaves with the authority what a sign-in asks for, so that the browser cannot change it (RFC
 * 9126).
 */
public final class PushedAuthorizationEndpoint {

  private final ClientIdentity identity;
  private final TimeSource time;

  /**
   * Speaks for one client.
   *
   * @param identity says, or proves, who it is
   * @param time reads dates in answers
   */
  public PushedAuthorizationEndpoint(ClientIdentity identity, TimeSource time) {
    this.identity = Objects.requireNonNull(identity, "identity");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Leaves a request.
   *
   * @param request what the address would have said
   * @param endpoints where to
   * @param conversation the operation
   * @return the name that the authority gave it
   * @throws ConfigurationException if the authority has no such endpoint
   */
  public String push(FormBody request, Endpoints endpoints, Conversation conversation) {
    URI target = endpoints.signIn().pushedAuthorization();
    if (target == null) {
      throw new ConfigurationException(
          "authority "
              + endpoints.authority()
              + " has no pushed_authorization_request_endpoint in its metadata; leave pushed(...)"
              + " out",
          conversation.details(),
          null);
    }
    Proof proof = proof(endpoints, conversation);
    Proof there =
        new Proof(
            target, proof.parameters(), proof.headers(), proof.certificate(), proof.identity());
    HttpResponse response =
        conversation.post(request.setAll(proof.parameters()), there, null, true);
    OAuthAnswer answer =
        OAuthAnswer.of(
            "the pushed authorization endpoint", response, conversation.details(), time.instant());
    if (answer.isRefusal()) {
      throw answer.refusal("");
    }
    try {
      return answer.fields().requiredText("request_uri");
    } catch (IllegalArgumentException e) {
      throw answer.unusable("no pushed authorization", e);
    }
  }

  // The client proves who it is as for itself: the person has no part in this request.
  private Proof proof(Endpoints endpoints, Conversation conversation) {
    return identity.prove(
        TokenCall.of(new ClientCredentialsGrant(Scopes.none(), null)),
        endpoints,
        conversation.context().correlationId());
  }
}
