package dev.latchkey.spi.identity;

import dev.latchkey.domain.id.CorrelationId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a token of the host's identity. Immutable.
 *
 * @since 0.1
 */
public final class ManagedIdentityRequest {

  private final ManagedIdentityId identity;
  private final String resource;
  private final CorrelationId correlationId;
  private final List<String> capabilities;
  private final @Nullable String refusedTokenHash;

  private ManagedIdentityRequest(
      ManagedIdentityId identity,
      String resource,
      CorrelationId correlationId,
      List<String> capabilities,
      @Nullable String refusedTokenHash) {
    this.identity = Objects.requireNonNull(identity, "identity");
    this.resource = Objects.requireNonNull(resource, "resource");
    this.correlationId = Objects.requireNonNull(correlationId, "correlation id");
    this.capabilities = List.copyOf(capabilities);
    this.refusedTokenHash = refusedTokenHash;
  }

  /**
   * Describes a wish.
   *
   * @param identity which identity
   * @param resource what the token is for: a resource, not a scope
   * @param correlationId ties the request to the host's logs
   * @return the request
   * @throws IllegalArgumentException if the resource is blank
   */
  public static ManagedIdentityRequest of(
      ManagedIdentityId identity, String resource, CorrelationId correlationId) {
    if (resource.isBlank()) {
      throw new IllegalArgumentException(
          "resource is empty; give one like https://vault.azure.net");
    }
    return new ManagedIdentityRequest(identity, resource, correlationId, List.of(), null);
  }

  /**
   * Sets what the client can do: the parameter {@code xms_cc}. Back ends that do not know it leave
   * it out.
   *
   * @param value the capabilities, such as {@code cp1}
   * @return a copy with them
   */
  public ManagedIdentityRequest capabilities(List<String> value) {
    return new ManagedIdentityRequest(identity, resource, correlationId, value, refusedTokenHash);
  }

  /**
   * Says that a resource refused the token that is at hand: the parameter {@code
   * token_sha256_to_refresh}. Back ends that do not know it leave it out.
   *
   * @param value the SHA-256 of that token in lower-case hexadecimal digits
   * @return a copy with it
   */
  public ManagedIdentityRequest refusedTokenHash(String value) {
    return new ManagedIdentityRequest(
        identity,
        resource,
        correlationId,
        capabilities,
        Objects.requireNonNull(value, "refused token hash"));
  }

  /** {@return which identity} */
  public ManagedIdentityId identity() {
    return identity;
  }

  /** {@return what the token is for} */
  public String resource() {
    return resource;
  }

  /** {@return what ties the request to the host's logs} */
  public CorrelationId correlationId() {
    return correlationId;
  }

  /** {@return what the client can do} */
  public List<String> capabilities() {
    return capabilities;
  }

  /** {@return the hash of a token that a resource refused, if any} */
  public Optional<String> refusedTokenHash() {
    return Optional.ofNullable(refusedTokenHash);
  }

  /** {@return identity and resource} */
  @Override
  public String toString() {
    return "ManagedIdentityRequest[identity=" + identity + ", resource=" + resource + "]";
  }
}
