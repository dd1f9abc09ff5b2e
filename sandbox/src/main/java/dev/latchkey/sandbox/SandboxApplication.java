package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * An application that the sandbox knows: how it proves itself, and what its tokens are like.
 *
 * <p>Immutable. It is known in every tenant and every realm. {@link #toString()} shows no secret.
 *
 * @since 0.1
 */
public final class SandboxApplication {

  private final String clientId;
  private final Set<String> secrets;
  private final Set<String> assertions;
  private final List<X509Certificate> certificates;
  private final List<PublicKey> publicKeys;
  private final List<TrustedSubject> trustedSubjects;
  private final List<FederatedIdentity> federated;
  private final Optional<Boolean> singleUseAssertions;
  private final Set<String> allowedScopes;
  private final Set<String> extraScopes;
  private final List<String> roles;
  private final Duration tokenLifetime;
  private final Optional<Duration> refreshIn;
  private final Optional<Duration> extendedLifetime;
  private final Optional<Boolean> scopeEchoed;
  private final boolean basicAllowed;
  private final boolean postAllowed;

  private SandboxApplication(Builder builder) {
    clientId = builder.clientId;
    secrets = Set.copyOf(builder.secrets);
    assertions = Set.copyOf(builder.assertions);
    certificates = List.copyOf(builder.certificates);
    publicKeys = List.copyOf(builder.publicKeys);
    trustedSubjects = List.copyOf(builder.trustedSubjects);
    federated = List.copyOf(builder.federated);
    singleUseAssertions = builder.singleUseAssertions;
    allowedScopes = Set.copyOf(builder.allowedScopes);
    // Set.copyOf would lose the order in which they are granted.
    extraScopes = new LinkedHashSet<>(builder.extraScopes);
    roles = List.copyOf(builder.roles);
    tokenLifetime = builder.tokenLifetime;
    refreshIn = builder.refreshIn;
    extendedLifetime = builder.extendedLifetime;
    scopeEchoed = builder.scopeEchoed;
    basicAllowed = builder.basicAllowed;
    postAllowed = builder.postAllowed;
  }

  /**
   * Begins an application whose tokens last an hour, which may ask for every scope, and which has
   * no credential yet.
   *
   * @param clientId the id it sends; not empty
   * @return a new builder
   * @since 0.1
   */
  public static Builder builder(String clientId) {
    return new Builder(clientId);
  }

  /**
   * Returns the id that the application sends.
   *
   * @return the client id
   * @since 0.1
   */
  public String clientId() {
    return clientId;
  }

  /**
   * Returns how long an access token is valid.
   *
   * @return the lifetime, in whole seconds
   * @since 0.1
   */
  public Duration tokenLifetime() {
    return tokenLifetime;
  }

  /**
   * Begins an application that differs from this one in what is then set.
   *
   * @return a new builder with all of this application's settings
   * @since 0.1
   */
  public Builder toBuilder() {
    Builder copy = new Builder(clientId);
    copy.secrets.addAll(secrets);
    copy.assertions.addAll(assertions);
    copy.certificates.addAll(certificates);
    copy.publicKeys.addAll(publicKeys);
    copy.trustedSubjects.addAll(trustedSubjects);
    copy.federated.addAll(federated);
    copy.singleUseAssertions = singleUseAssertions;
    copy.allowedScopes.addAll(allowedScopes);
    copy.extraScopes.addAll(extraScopes);
    copy.roles.addAll(roles);
    copy.tokenLifetime = tokenLifetime;
    copy.refreshIn = refreshIn;
    copy.extendedLifetime = extendedLifetime;
    copy.scopeEchoed = scopeEchoed;
    copy.basicAllowed = basicAllowed;
    copy.postAllowed = postAllowed;
    return copy;
  }

  boolean acceptsSecret(String candidate) {
    return holds(secrets, candidate);
  }

  boolean acceptsAssertion(String candidate) {
    return holds(assertions, candidate);
  }

  /** Tells whether anything is registered that assertions of its own could be verified by. */
  boolean verifiesAssertions() {
    return !certificates.isEmpty() || !publicKeys.isEmpty() || !trustedSubjects.isEmpty();
  }

  List<X509Certificate> certificates() {
    return certificates;
  }

  List<PublicKey> publicKeys() {
    return publicKeys;
  }

  List<TrustedSubject> trustedSubjects() {
    return trustedSubjects;
  }

  List<FederatedIdentity> federated() {
    return federated;
  }

  Optional<Boolean> singleUseAssertions() {
    return singleUseAssertions;
  }

  private static boolean holds(Set<String> accepted, String candidate) {
    byte[] bytes = candidate.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String one : accepted) {
      found |= MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), bytes);
    }
    return found;
  }

  boolean allows(String scope) {
    return allowedScopes.isEmpty() || allowedScopes.contains(scope);
  }

  Set<String> extraScopes() {
    return extraScopes;
  }

  List<String> roles() {
    return roles;
  }

  Optional<Duration> refreshIn() {
    return refreshIn;
  }

  Optional<Duration> extendedLifetime() {
    return extendedLifetime;
  }

  Optional<Boolean> scopeEchoed() {
    return scopeEchoed;
  }

  boolean basicAllowed() {
    return basicAllowed;
  }

  boolean postAllowed() {
    return postAllowed;
  }

  @Override
  public String toString() {
    return "SandboxApplication[" + clientId + "]";
  }

  /**
   * Collects the settings of an application. Not safe for use by several threads.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final String clientId;
    private final Set<String> secrets = new LinkedHashSet<>();
    private final Set<String> assertions = new LinkedHashSet<>();
    private final Set<X509Certificate> certificates = new LinkedHashSet<>();
    private final Set<PublicKey> publicKeys = new LinkedHashSet<>();
    private final List<TrustedSubject> trustedSubjects = new ArrayList<>();
    private final List<FederatedIdentity> federated = new ArrayList<>();
    private Optional<Boolean> singleUseAssertions = Optional.empty();
    private final Set<String> allowedScopes = new LinkedHashSet<>();
    private final Set<String> extraScopes = new LinkedHashSet<>();
    private final List<String> roles = new ArrayList<>();
    private Duration tokenLifetime = Duration.ofHours(1);
    private Optional<Duration> refreshIn = Optional.empty();
    private Optional<Duration> extendedLifetime = Optional.empty();
    private Optional<Boolean> scopeEchoed = Optional.empty();
    private boolean basicAllowed = true;
    private boolean postAllowed = true;

    private Builder(String clientId) {
      this.clientId = Texts.notEmpty(clientId, "clientId");
    }

    /**
     * Adds a secret; an application may have several, as while one is being replaced.
     *
     * @param secret any text, not empty
     * @return this builder
     * @since 0.1
     */
    public Builder secret(String secret) {
      secrets.add(Texts.notEmpty(secret, "secret"));
      return this;
    }

    /**
     * Adds a client assertion that is accepted when it arrives letter by letter; its signature is
     * not looked at.
     *
     * @param assertion any text, not empty
     * @return this builder
     * @since 0.1
     */
    public Builder assertion(String assertion) {
      assertions.add(Texts.notEmpty(assertion, "assertion"));
      return this;
    }

    /**
     * Registers a certificate, which client assertions may be signed with (RFC 7523), and which
     * proves the application by itself where it is self-signed and shown in TLS (RFC 8705, section
     * 2.2). An application may have several, as while one is being replaced. It has to be valid by
     * the sandbox's clock when it is used.
     *
     * @param certificate with an RSA key or an EC key; the Entra shape takes RSA alone
     * @return this builder
     * @since 0.1
     */
    public Builder certificate(X509Certificate certificate) {
      signingKey(certificate.getPublicKey());
      certificates.add(certificate);
      return this;
    }

    /**
     * Registers a bare key, which client assertions to a realm may be signed with. The Entra shape
     * knows keys by certificate alone.
     *
     * @param key an RSA key or an EC key
     * @return this builder
     * @since 0.1
     */
    public Builder publicKey(PublicKey key) {
      publicKeys.add(signingKey(key));
      return this;
    }

    /**
     * Takes back every certificate and bare key given so far, as when they are rolled over; trusted
     * subjects and federated identities stay.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder clearKeys() {
      certificates.clear();
      publicKeys.clear();
      return this;
    }

    /**
     * Trusts every certificate of a name that an authority issued, though it is not registered
     * itself, as Entra's authentication by subject name and issuer does: an assertion then carries
     * the chain in {@code x5c}, from the leaf upwards. A realm takes the same in TLS (RFC 8705,
     * section 2.1).
     *
     * @param subject the whole distinguished name, as RFC 4514 writes it
     * @param issuer authority that the chain has to lead to
     * @return this builder
     * @throws IllegalArgumentException if the subject is no distinguished name
     * @since 0.1
     */
    public Builder trustedSubject(String subject, X509Certificate issuer) {
      trustedSubjects.add(
          new TrustedSubject(
              new X500Principal(Texts.notEmpty(subject, "subject")),
              requireNonNull(issuer, "issuer")));
      return this;
    }

    /**
     * Trusts another issuer's word about a workload, in place of a credential of the application's
     * own (RFC 7521, section 4.2; Entra's federated identity credentials). Issuer, subject and
     * audience are compared letter by letter.
     *
     * @param issuer the assertion's {@code iss}
     * @param subject the assertion's {@code sub}
     * @param audience the assertion's {@code aud}, or one of them, such as {@code
     *     api://AzureADTokenExchange}
     * @param key of the issuer, an RSA key or an EC key
     * @return this builder
     * @since 0.1
     */
    public Builder federated(String issuer, String subject, String audience, PublicKey key) {
      federated.add(
          new FederatedIdentity(
              Texts.notEmpty(issuer, "issuer"),
              Texts.notEmpty(subject, "subject"),
              Texts.notEmpty(audience, "audience"),
              signingKey(key)));
      return this;
    }

    /**
     * Says whether an assertion that the application signed needs a {@code jti} and is refused when
     * it comes again; without this call a realm does so, as Keycloak does, and the Entra shape does
     * not, as Entra.
     *
     * @param once whether an assertion is good for once
     * @return this builder
     * @since 0.1
     */
    public Builder singleUseAssertions(boolean once) {
      singleUseAssertions = Optional.of(once);
      return this;
    }

    /**
     * Limits the scopes that may be asked for; without this call all may.
     *
     * @param scopes in full, such as {@code https://graph.microsoft.com/.default}
     * @return this builder
     * @since 0.1
     */
    public Builder allowedScopes(String... scopes) {
      allowedScopes.addAll(List.of(scopes));
      return this;
    }

    /**
     * Makes realms grant scopes that nobody asked for, as Keycloak does with {@code email} and
     * {@code profile}.
     *
     * @param scopes granted besides those asked for
     * @return this builder
     * @since 0.1
     */
    public Builder extraScopes(String... scopes) {
      extraScopes.addAll(List.of(scopes));
      return this;
    }

    /**
     * Sets the application permissions that its tokens carry as {@code roles}.
     *
     * @param names of the roles
     * @return this builder
     * @since 0.1
     */
    public Builder roles(String... names) {
      roles.addAll(List.of(names));
      return this;
    }

    /**
     * Sets how long an access token is valid.
     *
     * @param lifetime at least a second; parts of a second are dropped
     * @return this builder
     * @since 0.1
     */
    public Builder tokenLifetime(Duration lifetime) {
      tokenLifetime = wholeSeconds(lifetime, "tokenLifetime");
      return this;
    }

    /**
     * Makes the answers carry {@code refresh_in}; without this call they do not.
     *
     * @param after when a client should refresh, counted from the answer; at least a second
     * @return this builder
     * @since 0.1
     */
    public Builder refreshIn(Duration after) {
      refreshIn = Optional.of(wholeSeconds(after, "refreshIn"));
      return this;
    }

    /**
     * Sets {@code ext_expires_in}; without this call an Entra-shaped answer repeats the lifetime
     * there, as Entra does, and a realm's answer has none.
     *
     * @param lifetime at least a second
     * @return this builder
     * @since 0.1
     */
    public Builder extendedLifetime(Duration lifetime) {
      extendedLifetime = Optional.of(wholeSeconds(lifetime, "extendedLifetime"));
      return this;
    }

    /**
     * Says whether an answer names the granted scopes; without this call a realm does and the Entra
     * shape does not.
     *
     * @param echoed whether answers carry {@code scope}
     * @return this builder
     * @since 0.1
     */
    public Builder scopeEchoed(boolean echoed) {
      scopeEchoed = Optional.of(echoed);
      return this;
    }

    /**
     * Says whether a secret may come in the {@code Authorization} header (RFC 6749, section 2.3.1).
     *
     * @param allowed true by default
     * @return this builder
     * @since 0.1
     */
    public Builder basicAllowed(boolean allowed) {
      basicAllowed = allowed;
      return this;
    }

    /**
     * Says whether a secret may come in the body.
     *
     * @param allowed true by default
     * @return this builder
     * @since 0.1
     */
    public Builder postAllowed(boolean allowed) {
      postAllowed = allowed;
      return this;
    }

    /**
     * Makes the application.
     *
     * @return an immutable application
     * @since 0.1
     */
    public SandboxApplication build() {
      return new SandboxApplication(this);
    }

    private static PublicKey signingKey(PublicKey key) {
      if (key instanceof RSAPublicKey || key instanceof ECPublicKey) {
        return key;
      }
      throw new IllegalArgumentException(
          "a key must be RSA or EC, was " + requireNonNull(key, "key").getAlgorithm());
    }

    private static Duration wholeSeconds(Duration value, String name) {
      requireNonNull(value, name);
      if (value.toSeconds() < 1) {
        throw new IllegalArgumentException(name + " must be at least one second, was " + value);
      }
      return Duration.ofSeconds(value.toSeconds());
    }
  }
}
