package dev.latchkey.spi.identity;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a chain of credentials for a token. Make it once and use it for every call. Immutable.
 *
 * @since 0.1
 */
public final class ChainRequest {

  private final Scopes scopes;
  private final @Nullable String tenant;
  private final @Nullable String claims;
  private final @Nullable CorrelationId correlationId;

  private ChainRequest(
      Scopes scopes,
      @Nullable String tenant,
      @Nullable String claims,
      @Nullable CorrelationId correlationId) {
    this.scopes = scopes;
    this.tenant = tenant;
    this.claims = claims;
    this.correlationId = correlationId;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes what the token is for; most links take one that ends in {@code /.default}
   * @return the request
   * @throws IllegalArgumentException if there are none, or one is no scope
   */
  public static ChainRequest of(String... scopes) {
    return of(List.of(scopes));
  }

  /**
   * Asks for scopes.
   *
   * @param scopes what the token is for; most links take one that ends in {@code /.default}
   * @return the request
   * @throws IllegalArgumentException if there are none, or one is no scope
   */
  public static ChainRequest of(Collection<String> scopes) {
    Scopes all = Scopes.of(scopes);
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "no scope; give one like https://graph.microsoft.com/.default");
    }
    return new ChainRequest(all, null, null, null);
  }

  /**
   * Asks another tenant than the configured one. Links of one tenant alone, such as the host's
   * identity, give a token of theirs all the same.
   *
   * @param value a GUID or a domain
   * @return a copy with it
   */
  public ChainRequest tenant(String value) {
    return new ChainRequest(scopes, Objects.requireNonNull(value, "tenant"), claims, correlationId);
  }

  /**
   * Answers a claims challenge: a token from the cache, which the resource has just refused, is not
   * used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   */
  public ChainRequest claims(String json) {
    return new ChainRequest(scopes, tenant, Objects.requireNonNull(json, "claims"), correlationId);
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public ChainRequest correlationId(CorrelationId value) {
    return new ChainRequest(
        scopes, tenant, claims, Objects.requireNonNull(value, "correlation id"));
  }

  /** {@return what the token is for} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the tenant, if it is not to be the configured one} */
  public Optional<String> tenant() {
    return Optional.ofNullable(tenant);
  }

  /** {@return the claims challenge to answer} */
  public Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  /** {@return the caller's id} */
  public Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /** {@return the scopes} */
  @Override
  public String toString() {
    return "ChainRequest[scopes=" + scopes + "]";
  }
}
