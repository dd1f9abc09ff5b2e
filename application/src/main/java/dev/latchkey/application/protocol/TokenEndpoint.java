package dev.latchkey.application.protocol;

import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.grant.AuthorizationCodeGrant;
import dev.latchkey.domain.grant.DeviceCodeGrant;
import dev.latchkey.domain.grant.Grant;
import dev.latchkey.domain.grant.PasswordGrant;
import dev.latchkey.domain.grant.TokenExchangeGrant;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpResponse;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Exchanges a grant for tokens (RFC 6749, section 3.2). */
public final class TokenEndpoint {

  // RFC 6749, section 5.2; some servers use the second one for a wrong secret.
  private static final Set<OAuthErrorCode> ABOUT_THE_CREDENTIAL =
      Set.of(OAuthErrorCode.INVALID_CLIENT, OAuthErrorCode.UNAUTHORIZED_CLIENT);

  private static final TokenType NO_TYPE = new TokenType("N_A");

  private final ClientIdentity identity;
  private final TokenResponseReader reader;

  /**
   * Speaks for one client.
   *
   * @param identity says, or proves, who it is
   * @param reader reads the answers
   */
  public TokenEndpoint(ClientIdentity identity, TokenResponseReader reader) {
    this.identity = Objects.requireNonNull(identity, "identity");
    this.reader = Objects.requireNonNull(reader, "reader");
  }

  /**
   * Exchanges a grant. If the credential is refused and has been replaced since it was last looked
   * at, it is done once more with the new one.
   *
   * @param call what is asked for
   * @param endpoints where to
   * @param conversation the operation
   * @return the tokens
   */
  public TokenAnswer exchange(TokenCall call, Endpoints endpoints, Conversation conversation) {
    CorrelationId id = conversation.context().correlationId();
    Proof proof = identity.prove(call, endpoints, id);
    boolean tells = !(endpoints.authority() instanceof OidcAuthority);
    try {
      return send(call, proof, tells, conversation);
    } catch (ServiceException refused) {
      Proof other =
          isAboutCredential(refused) ? otherwise(proof, call, endpoints, refused, id) : null;
      if (other == null) {
        throw refused;
      }
      return send(call, other, tells, conversation);
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
      return identity.proveOtherwise(proof, call, endpoints, id);
    } catch (RuntimeException e) {
      // What the service said comes first; that the replacement cannot be read is told with it.
      refused.addSuppressed(e);
      return null;
    }
  }

  private TokenAnswer send(TokenCall call, Proof proof, boolean tells, Conversation conversation) {
    FormBody form = new FormBody().setAll(proof.parameters());
    form.set("client_info", "1");
    GrantWriter.write(call.grant(), form);
    if (call.claims() != null) {
      form.set("claims", call.claims());
    }
    form.setAll(call.extra());
    if (call.binding() != null) {
      form.setAll(call.binding().parameters());
    }
    boolean isTimed = proof.parameters().containsKey("client_assertion");
    boolean mayRepeat = mayRepeat(call.grant());
    Function<HttpResponse, TokenAnswer> read =
        response -> reader.read(response, conversation.details(), isTimed);
    Proof bound = proof.binding(call.binding());
    TokenAnswer answer =
        tells
            ? conversation.exchange(form, bound, call.mailbox(), mayRepeat, read)
            : read.apply(conversation.post(form, bound, call.mailbox(), mayRepeat));
    requireType(answer, call, conversation);
    return answer;
  }

  // RFC 6749, section 7.1: a token of a type that was not expected is used in another way, and must
  // not be used as if it were.
  private static void requireType(TokenAnswer answer, TokenCall call, Conversation conversation) {
    TokenType asked =
        call.binding() == null
            ? new TokenType(call.extra().getOrDefault("token_type", TokenType.BEARER.value()))
            : call.binding().tokenType();
    // RFC 8693, section 2.2.1: what comes of an exchange may be no access token at all, and then it
    // is bound to nothing.
    boolean isNone =
        call.binding() == null
            && call.grant() instanceof TokenExchangeGrant
            && answer.type().equals(NO_TYPE);
    if (answer.accessToken() != null && !answer.type().equals(asked) && !isNone) {
      throw new ServiceException(
          "the token endpoint sent a token of type "
              + Excerpt.of(answer.type().value())
              + " where one of type "
              + Excerpt.of(asked.value())
              + " was asked for; it was not kept",
          conversation.details(),
          null);
    }
  }

  // A failing answer does not tell whether the grant was acted upon: a password tried again counts
  // towards a lockout, a code redeemed again takes back what it brought, and the pauses between
  // polls are the flow's.
  private static boolean mayRepeat(Grant grant) {
    return !(grant instanceof PasswordGrant
        || grant instanceof AuthorizationCodeGrant
        || grant instanceof DeviceCodeGrant);
  }
}
