package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A generic OpenID Connect issuer of the sandbox, at {@code /realms/{name}}.
 *
 * <p>Every realm name works without being registered; registering one changes what its metadata
 * says and which client authentication it takes. Immutable.
 *
 * @since 0.1
 */
public final class SandboxRealm {

  private final String name;
  private final List<String> authMethods;
  private final List<String> signingAlgorithms;
  private final Map<String, Object> metadata;
  private final Set<String> withoutMetadata;
  private final boolean issuerParameter;

  private final boolean dpopNonce;

  private SandboxRealm(Builder builder) {
    dpopNonce = builder.dpopNonce;
    name = builder.name;
    authMethods = builder.authMethods;
    signingAlgorithms = builder.signingAlgorithms;
    metadata = Map.copyOf(builder.metadata);
    withoutMetadata = Set.copyOf(builder.withoutMetadata);
    issuerParameter = builder.issuerParameter;
  }

  /**
   * Begins a realm that takes secrets in header and body, assertions, and certificates in TLS.
   *
   * @param name one path segment: letters, digits, {@code -}, {@code .}, {@code _}
   * @return a new builder
   * @since 0.1
   */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /**
   * Returns the realm's name.
   *
   * @return one path segment
   * @since 0.1
   */
  public String name() {
    return name;
  }

  List<String> authMethods() {
    return authMethods;
  }

  boolean dpopNonce() {
    return dpopNonce;
  }

  List<String> signingAlgorithms() {
    return signingAlgorithms;
  }

  Map<String, Object> metadata() {
    return metadata;
  }

  Set<String> withoutMetadata() {
    return withoutMetadata;
  }

  boolean issuerParameter() {
    return issuerParameter;
  }

  @Override
  public String toString() {
    return "SandboxRealm[" + name + "]";
  }

  /**
   * Collects the settings of a realm. Not safe for use by several threads.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final String name;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Set<String> withoutMetadata = new LinkedHashSet<>();
    private boolean issuerParameter = true;
    private boolean dpopNonce;
    private List<String> authMethods =
        List.of(
            "client_secret_basic",
            "client_secret_post",
            "private_key_jwt",
            TlsIssued.METHOD,
            TlsSelfSigned.METHOD);
    private List<String> signingAlgorithms = List.of("RS256", "PS256", "ES256");

    private Builder(String name) {
      requireNonNull(name, "name");
      if (!name.matches("[A-Za-z0-9._-]{1,100}")) {
        throw new IllegalArgumentException(
            "realm name must be one plain path segment, was: " + name);
      }
      this.name = name;
    }

    /**
     * Sets what the metadata lists as {@code token_endpoint_auth_methods_supported}; the token
     * endpoint takes these and no other. Where one of the two methods of RFC 8705 is among them,
     * the metadata has {@code mtls_endpoint_aliases} as well.
     *
     * @param methods such as {@code client_secret_basic}
     * @return this builder
     * @since 0.1
     */
    public Builder authMethods(String... methods) {
      authMethods = List.of(methods);
      return this;
    }

    /**
     * Sets what the metadata lists as {@code token_endpoint_auth_signing_alg_values_supported}; the
     * token endpoint takes assertions signed with these and no other.
     *
     * @param algorithms as RFC 7518, section 3.1, names them; RS256, PS256 and ES256 by default
     * @return this builder
     * @since 0.1
     */
    public Builder signingAlgorithms(String... algorithms) {
      signingAlgorithms = List.of(algorithms);
      return this;
    }

    /**
     * Adds a member to the metadata, or overwrites one, as for an issuer that is not the realm's
     * address.
     *
     * @param member name of the member
     * @param value text, number, boolean, list or map of these
     * @return this builder
     * @since 0.1
     */
    public Builder metadata(String member, Object value) {
      metadata.put(Texts.notEmpty(member, "member"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * Takes a member out of the metadata, as of a server that lacks what it is about.
     *
     * @param member name of the member, such as {@code device_authorization_endpoint}
     * @return this builder
     * @since 0.1
     */
    public Builder withoutMetadata(String member) {
      withoutMetadata.add(Texts.notEmpty(member, "member"));
      return this;
    }

    /**
     * Says whether authorization responses name the issuer (RFC 9207).
     *
     * @param sent true by default
     * @return this builder
     * @since 0.1
     */
    public Builder issuerParameter(boolean sent) {
      issuerParameter = sent;
      return this;
    }

    /**
     * Says whether the token endpoint wants a nonce of its own in each DPoP proof (RFC 9449,
     * section 8). Each is good for one request; every answer has the next.
     *
     * @param wanted false by default
     * @return this builder
     * @since 0.1
     */
    public Builder dpopNonce(boolean wanted) {
      dpopNonce = wanted;
      return this;
    }

    /**
     * Makes the realm.
     *
     * @return an immutable realm
     * @since 0.1
     */
    public SandboxRealm build() {
      return new SandboxRealm(this);
    }
  }
}
