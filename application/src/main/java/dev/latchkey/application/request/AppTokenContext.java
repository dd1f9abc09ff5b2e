package dev.latchkey.application.request;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the application's own source of tokens. Immutable.
 *
 * @since 0.1
 */
public final class AppTokenContext {

  private final Scopes scopes;
  private final Realm realm;
  private final CorrelationId correlationId;
  private final @Nullable ClaimsChallenge claims;

  private AppTokenContext(
      Scopes scopes, Realm realm, CorrelationId correlationId, @Nullable ClaimsChallenge claims) {
    this.scopes = Objects.requireNonNull(scopes, "scopes");
    this.realm = Objects.requireNonNull(realm, "realm");
    this.correlationId = Objects.requireNonNull(correlationId, "correlation id");
    this.claims = claims;
  }

  /**
   * Describes one wish.
   *
   * @param scopes the scopes wanted
   * @param realm the tenant wanted
   * @param correlationId the id of the operation
   * @param claims the claims challenge to answer, or null
   * @return the context
   */
  public static AppTokenContext of(
      Scopes scopes, Realm realm, CorrelationId correlationId, @Nullable ClaimsChallenge claims) {
    return new AppTokenContext(scopes, realm, correlationId, claims);
  }

  /** {@return the scopes wanted} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the tenant wanted} */
  public Realm realm() {
    return realm;
  }

  /** {@return the id of the operation} */
  public CorrelationId correlationId() {
    return correlationId;
  }

  /** {@return the claims challenge to answer} */
  public Optional<ClaimsChallenge> claims() {
    return Optional.ofNullable(claims);
  }

  /** {@return scopes and tenant} */
  @Override
  public String toString() {
    return "AppTokenContext[scopes=" + scopes + ", realm=" + realm + "]";
  }
}
