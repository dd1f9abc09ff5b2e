package dev.latchkey.application.user;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.idtoken.IdTokenReader;
import dev.latchkey.application.protocol.CloudShellEndpoint;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of the person who has this Azure Cloud Shell open, whom the shell speaks for. They are
 * kept under the client's own authority. Made when somebody has to be asked; {@link CloudShellSign}
 * tells before whether there is a shell.
 */
public final class CloudShell implements AutoCloseable {

  private final CloudShellEndpoint endpoint;
  private final CloudShellSign sign;
  private final UserTokens tokens;
  private final Operations operations;
  private final TokenFlights<Wish> flights;
  private final IdTokenReader reader = new IdTokenReader();

  /**
   * Puts it together.
   *
   * @param endpoint asks the shell
   * @param sign tells whether there is one
   * @param tokens keeps what comes
   * @param operations opens operations
   * @param executor runs flights; its threads may block
   * @param time measures
   * @param events is told
   */
  public CloudShell(
      CloudShellEndpoint endpoint,
      CloudShellSign sign,
      UserTokens tokens,
      Operations operations,
      Executor executor,
      TimeSource time,
      Events events) {
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.sign = Objects.requireNonNull(sign, "sign");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.flights = new TokenFlights<>("cloud-shell", executor, time, events);
  }

  /** What makes two wishes the same. */
  private record Wish(Authority authority, Scopes scopes, @Nullable String extendedKey) {}

  /** {@return whether there is a shell, and this client may use it} */
  public boolean isHere() {
    return sign.isHere();
  }

  /**
   * Asks the shell.
   *
   * @param audience for which application and authority
   * @param scopes what for
   * @param options what the caller adds
   * @param reason why the cache does not answer
   * @param cancellation ends the wait
   * @return the token
   */
  public TokenResult acquire(
      UserAudience audience,
      Scopes scopes,
      CallOptions options,
      RefreshReason reason,
      Cancellation cancellation) {
    if (options.authScheme().isPresent()) {
      throw new ConfigurationException(
          "Azure Cloud Shell gives bearer tokens only; leave the auth scheme out");
    }
    return flights.fetch(
        wish(audience, scopes, options),
        reason,
        cancellation,
        (given, onSend) -> ask(audience, scopes, options, reason, given, onSend));
  }

  /**
   * Asks the shell for what nobody waits for, unless it was asked lately.
   *
   * @param audience for which application and authority
   * @param scopes what for
   * @param options what the caller adds
   */
  public void refreshInBackground(UserAudience audience, Scopes scopes, CallOptions options) {
    flights.refreshInBackground(
        wish(audience, scopes, options),
        (given, onSend) -> ask(audience, scopes, options, RefreshReason.PROACTIVE, given, onSend));
  }

  private static Wish wish(UserAudience audience, Scopes scopes, CallOptions options) {
    return new Wish(audience.authority(), scopes, options.extendedKey().orElse(null));
  }

  private TokenResult ask(
      UserAudience audience,
      Scopes scopes,
      CallOptions options,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend) {
    return operations
        .perform(
            options.correlationId().orElse(null),
            reason,
            cancellation,
            onSend,
            conversation -> keep(audience, scopes, options, conversation))
        .toBuilder()
        .source(TokenSource.BROKER, reason)
        .build();
  }

  private TokenResult keep(
      UserAudience audience, Scopes scopes, CallOptions options, Conversation conversation) {
    TokenAnswer answer = endpoint.ask(scopes, options.extraParameters(), conversation);
    Optional<IdTokenClaims> claims = claims(answer.accessToken());
    String uid = claims.flatMap(IdTokenClaims::objectId).orElse("user");
    String utid = claims.flatMap(IdTokenClaims::tenantId).orElse(CloudShellSign.SOURCE);
    return tokens.keep(
        new UserAnswer(
            audience,
            withoutRefreshToken(answer),
            scopes,
            null,
            new HomeAccountId(uid + "." + utid),
            audience.realm(),
            null),
        SignIn.of(scopes, options.extendedKey().orElse(null))
            .by(CloudShellSign.SOURCE)
            .named(
                claims.flatMap(CloudShell::name).orElse("currentuser@" + CloudShellSign.SOURCE)));
  }

  // A token that is none of ours to read names the person all the same; nothing is decided by it.
  private Optional<IdTokenClaims> claims(@Nullable Secret accessToken) {
    try {
      return Optional.ofNullable(accessToken).map(reader::decode);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> name(IdTokenClaims claims) {
    Object name =
        claims.asMap().getOrDefault("preferred_username", claims.asMap().get("unique_name"));
    return name instanceof String text && !text.isBlank() ? Optional.of(text) : Optional.empty();
  }

  // Only the shell could redeem it, and the shell is asked without.
  private static TokenAnswer withoutRefreshToken(TokenAnswer answer) {
    return new TokenAnswer(
        answer.accessToken(),
        answer.type(),
        answer.expiresIn(),
        answer.extendedExpiresIn(),
        answer.refreshIn(),
        answer.granted(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }
}
