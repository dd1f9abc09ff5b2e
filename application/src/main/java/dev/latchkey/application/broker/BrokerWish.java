package dev.latchkey.application.broker;

import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.spi.broker.ProofOfPossession;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is asked for, however it is asked.
 *
 * @param audience which application, at which authority
 * @param scopes the scopes as the caller gave them
 * @param options what the caller adds
 * @param maxAge how long ago the person may have signed in actively, or null
 * @param parameters further parameters of a sign-in
 */
public record BrokerWish(
    UserAudience audience,
    Scopes scopes,
    CallOptions options,
    @Nullable Duration maxAge,
    Map<String, String> parameters) {

  /**
   * A wish with nothing beside the usual.
   *
   * @param audience which application, at which authority
   * @param scopes the scopes as the caller gave them
   * @param options what the caller adds
   */
  public BrokerWish(UserAudience audience, Scopes scopes, CallOptions options) {
    this(audience, scopes, options, null, Map.of());
  }

  /** {@return whether the token is to come as a signed HTTP request} */
  boolean isSigned() {
    return proof() != null;
  }

  @Nullable ProofOfPossession proof() {
    return options.authScheme().orElse(null) instanceof PopAuthScheme scheme
        ? new ProofOfPossession(scheme.httpMethod(), scheme.url(), scheme.nonce())
        : null;
  }

  Map<String, String> allParameters() {
    Map<String, String> all = new TreeMap<>(options.extraParameters());
    all.putAll(parameters);
    if (maxAge != null) {
      all.put("max_age", Long.toString(maxAge.toSeconds()));
    }
    return all;
  }
}
