package dev.latchkey.application.password;

import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.application.wstrust.FederatedSignIn;
import dev.latchkey.application.wstrust.SamlAssertion;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.grant.Grant;
import dev.latchkey.domain.grant.PasswordGrant;
import dev.latchkey.domain.grant.SamlGrant;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Has a password checked, by the authority or the federation server it names, for tokens. */
public final class PasswordExchange {

  private final AuthorityResolver resolver;
  private final FederatedSignIn federation;
  private final UserExchange exchange;
  private final UserTokens tokens;
  private final ReservedScopes reserved;

  /**
   * Puts the exchange together.
   *
   * @param resolver vouches for authorities
   * @param federation knows who checks a password, and has it checked there
   * @param exchange exchanges grants
   * @param tokens keeps what comes
   * @param reserved the scopes that the library adds
   */
  public PasswordExchange(
      AuthorityResolver resolver,
      FederatedSignIn federation,
      UserExchange exchange,
      UserTokens tokens,
      ReservedScopes reserved) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.federation = Objects.requireNonNull(federation, "federation");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
  }

  TokenResult exchange(
      UserAudience audience, PasswordRequest request, char[] password, Conversation conversation) {
    // Nobody is told the name, not to speak of the password, before the authority is vouched for.
    resolver.resolve(audience.authority(), conversation);
    Grant grant = grant(audience, request, password, conversation);
    UserAnswer answer =
        exchange.exchange(
            audience,
            grant,
            request.options(),
            grant instanceof PasswordGrant ? mailbox(audience, request.username()) : null,
            UnaryOperator.identity(),
            conversation);
    return tokens.keep(
        answer,
        SignIn.of(request.scopes(), request.options().extendedKey().orElse(null))
            .by("password")
            .named(request.username()));
  }

  private Grant grant(
      UserAudience audience, PasswordRequest request, char[] password, Conversation conversation) {
    Scopes scopes = reserved.addedTo(request.scopes());
    SamlAssertion assertion =
        audience.authority() instanceof EntraAuthority
            ? federation
                .assertion(audience.authority(), request.username(), password, conversation)
                .orElse(null)
            : null;
    return assertion == null
        ? new PasswordGrant(request.username(), Secret.of(new String(password)), scopes)
        : new SamlGrant(assertion.text(), assertion.version(), scopes);
  }

  // A header holds visible ASCII only; who has another name is found without the hint.
  private static @Nullable String mailbox(UserAudience audience, String username) {
    return audience.authority() instanceof EntraAuthority
            && username.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? "upn:" + username
        : null;
  }
}
