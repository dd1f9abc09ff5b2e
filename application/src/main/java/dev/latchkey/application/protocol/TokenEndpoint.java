package dev.latchkey.application.protocol;

import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.grant.ClientCredentialsGrant;
import dev.latchkey.domain.grant.Grant;
import dev.latchkey.domain.id.CorrelationId;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Exchanges a grant for a token (RFC 6749, section 3.2). Wire names stand here. */
public final class TokenEndpoint {

  // RFC 6749, section 5.2; some servers use the second one for a wrong secret.
  private static final Set<OAuthErrorCode> ABOUT_THE_CREDENTIAL =
      Set.of(OAuthErrorCode.INVALID_CLIENT, OAuthErrorCode.UNAUTHORIZED_CLIENT);

  private final ClientAuthenticator authenticator;
  private final TokenResponseReader reader;

  /**
   * Speaks for one client.
   *
   * @param authenticator proves who it is
   * @param reader reads the answers
   */
  public TokenEndpoint(ClientAuthenticator authenticator, TokenResponseReader reader) {
    this.authenticator = Objects.requireNonNull(authenticator, "authenticator");
    this.reader = Objects.requireNonNull(reader, "reader");
  }

  /**
   * Exchanges a grant. If the credential is refused and has been replaced since it was last looked
   * at, it is done once more with the new one.
   *
   * @param call what is asked for
   * @param endpoints where to
   * @param conversation the operation
   * @return the token
   */
  public TokenAnswer exchange(TokenCall call, Endpoints endpoints, Conversation conversation) {
    CorrelationId id = conversation.context().correlationId();
    Proof proof = authenticator.prove(call, endpoints, id);
    try {
      return send(call, proof, conversation);
    } catch (ServiceException refused) {
      Proof other =
          isAboutCredential(refused) ? otherwise(proof, call, endpoints, refused, id) : null;
      if (other == null) {
        throw refused;
      }
      return send(call, other, conversation);
    }
  }

  private static boolean isAboutCredential(ServiceException refused) {
    return refused.error().map(OAuthError::code).filter(ABOUT_THE_CREDENTIAL::contains).isPresent();
  }

  private @Nullable Proof otherwise(
      Proof proof,
      TokenCall call,
      Endpoints endpoints,
      ServiceException refused,
      CorrelationId id) {
    try {
      return authenticator.proveOtherwise(proof, call, endpoints, id);
    } catch (RuntimeException e) {
      // What the service said comes first; that the replacement cannot be read is told with it.
      refused.addSuppressed(e);
      return null;
    }
  }

  private TokenAnswer send(TokenCall call, Proof proof, Conversation conversation) {
    FormBody form = new FormBody().setAll(proof.parameters());
    form.set("client_info", "1");
    write(call.grant(), form);
    form.set("scope", call.grant().scopes().text());
    if (call.claims() != null) {
      form.set("claims", call.claims());
    }
    form.setAll(call.extra());
    boolean isTimed = proof.parameters().containsKey("client_assertion");
    return reader.read(conversation.post(form, proof), conversation.details(), isTimed);
  }

  private static void write(Grant grant, FormBody form) {
    if (grant instanceof ClientCredentialsGrant app) {
      form.set("grant_type", "client_credentials");
      if (app.fmiPath() != null) {
        form.set("fmi_path", app.fmiPath());
      }
      return;
    }
    throw new AssertionError(grant.getClass());
  }
}
