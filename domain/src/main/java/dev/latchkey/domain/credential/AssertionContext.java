package dev.latchkey.domain.credential;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Realm;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an assertion is for. Immutable.
 *
 * @since 0.1
 */
public final class AssertionContext {

  private final ClientId clientId;
  private final URI tokenEndpoint;
  private final @Nullable Realm tenant;
  private final @Nullable String claims;
  private final @Nullable String fmiPath;
  private final @Nullable CorrelationId correlationId;

  private AssertionContext(
      ClientId clientId,
      URI tokenEndpoint,
      @Nullable Realm tenant,
      @Nullable String claims,
      @Nullable String fmiPath,
      @Nullable CorrelationId correlationId) {
    this.clientId = clientId;
    this.tokenEndpoint = tokenEndpoint;
    this.tenant = tenant;
    this.claims = claims;
    this.fmiPath = fmiPath;
    this.correlationId = correlationId;
  }

  /**
   * Describes one use.
   *
   * @param clientId the client that proves itself: issuer and subject of the assertion
   * @param tokenEndpoint where it is sent: audience of the assertion
   * @return the context
   */
  public static AssertionContext of(ClientId clientId, URI tokenEndpoint) {
    return new AssertionContext(
        Objects.requireNonNull(clientId, "client id"),
        Objects.requireNonNull(tokenEndpoint, "token endpoint"),
        null,
        null,
        null,
        null);
  }

  /**
   * Says whose tokens are asked for.
   *
   * @param value the tenant as the authority resolved it
   * @return a copy with it
   */
  public AssertionContext tenant(Realm value) {
    return new AssertionContext(clientId, tokenEndpoint, value, claims, fmiPath, correlationId);
  }

  /**
   * Says which claims the token request asks for.
   *
   * @param json the claims request, or null
   * @return a copy with it
   */
  public AssertionContext claims(@Nullable String json) {
    return new AssertionContext(clientId, tokenEndpoint, tenant, json, fmiPath, correlationId);
  }

  /**
   * Says for which federated managed identity the token is.
   *
   * @param value the path, or null
   * @return a copy with it
   */
  public AssertionContext fmiPath(@Nullable String value) {
    return new AssertionContext(clientId, tokenEndpoint, tenant, claims, value, correlationId);
  }

  /**
   * Ties the use to the logs of its caller.
   *
   * @param value the id of the token request
   * @return a copy with it
   */
  public AssertionContext correlationId(CorrelationId value) {
    return new AssertionContext(clientId, tokenEndpoint, tenant, claims, fmiPath, value);
  }

  /** {@return the client that proves itself} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return the endpoint that the assertion is sent to} */
  public URI tokenEndpoint() {
    return tokenEndpoint;
  }

  /** {@return the tenant as the authority resolved it} */
  public Optional<Realm> tenant() {
    return Optional.ofNullable(tenant);
  }

  /** {@return the claims request of the token request, as JSON} */
  public Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  /** {@return the path of the federated managed identity that the token is for (Entra)} */
  public Optional<String> fmiPath() {
    return Optional.ofNullable(fmiPath);
  }

  /** {@return the id of the token request} */
  public Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /** {@return client, endpoint and tenant} */
  @Override
  public String toString() {
    return "AssertionContext[clientId="
        + clientId
        + ", tokenEndpoint="
        + tokenEndpoint
        + ", tenant="
        + tenant
        + "]";
  }
}
