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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  private final boolean publicClient;
  private final Set<String> redirectUris;
  private final Set<String> identifierUris;
  private final boolean proofKeyRequired;
  private final Optional<String> family;
  private final Duration refreshTokenLifetime;
  private final Optional<Boolean> refreshTokensRotate;
  private final Optional<Boolean> refreshTokenReuseRevokes;
  private final Duration deviceCodeLifetime;
  private final Duration deviceInterval;
  private final Map<String, Object> idTokenClaims;
  private final Set<String> withoutIdTokenClaims;
  private final List<AccessPolicy> policies;

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
    publicClient = builder.publicClient;
    redirectUris = new LinkedHashSet<>(builder.redirectUris);
    identifierUris = Set.copyOf(builder.identifierUris);
    proofKeyRequired = builder.proofKeyRequired;
    family = builder.family;
    refreshTokenLifetime = builder.refreshTokenLifetime;
    refreshTokensRotate = builder.refreshTokensRotate;
    refreshTokenReuseRevokes = builder.refreshTokenReuseRevokes;
    deviceCodeLifetime = builder.deviceCodeLifetime;
    deviceInterval = builder.deviceInterval;
    idTokenClaims = Map.copyOf(builder.idTokenClaims);
    withoutIdTokenClaims = Set.copyOf(builder.withoutIdTokenClaims);
    policies = List.copyOf(builder.policies);
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
    copy.publicClient = publicClient;
    copy.redirectUris.addAll(redirectUris);
    copy.identifierUris.addAll(identifierUris);
    copy.proofKeyRequired = proofKeyRequired;
    copy.family = family;
    copy.refreshTokenLifetime = refreshTokenLifetime;
    copy.refreshTokensRotate = refreshTokensRotate;
    copy.refreshTokenReuseRevokes = refreshTokenReuseRevokes;
    copy.deviceCodeLifetime = deviceCodeLifetime;
    copy.deviceInterval = deviceInterval;
    copy.idTokenClaims.putAll(idTokenClaims);
    copy.withoutIdTokenClaims.addAll(withoutIdTokenClaims);
    copy.policies.addAll(policies);
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

  boolean isPublic() {
    return publicClient;
  }

  boolean hasCredential() {
    return !secrets.isEmpty()
        || !assertions.isEmpty()
        || !federated.isEmpty()
        || verifiesAssertions();
  }

  /** In the order given; the first is taken where a request names none. */
  Set<String> redirectUris() {
    return redirectUris;
  }

  /** Tells whether an access token with this audience is meant for the application. */
  boolean isAudience(String audience) {
    return audience.equals(clientId)
        || audience.equals("api://" + clientId)
        || identifierUris.contains(audience);
  }

  boolean proofKeyRequired() {
    return proofKeyRequired;
  }

  Optional<String> family() {
    return family;
  }

  Duration refreshTokenLifetime() {
    return refreshTokenLifetime;
  }

  Optional<Boolean> refreshTokensRotate() {
    return refreshTokensRotate;
  }

  Optional<Boolean> refreshTokenReuseRevokes() {
    return refreshTokenReuseRevokes;
  }

  Duration deviceCodeLifetime() {
    return deviceCodeLifetime;
  }

  Duration deviceInterval() {
    return deviceInterval;
  }

  /** Puts the settings in place of what an ID token would say. */
  void adjustIdToken(Map<String, Object> claims) {
    claims.putAll(idTokenClaims);
    claims.keySet().removeAll(withoutIdTokenClaims);
  }

  List<AccessPolicy> policies() {
    return policies;
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
    private boolean publicClient;
    private final Set<String> redirectUris = new LinkedHashSet<>();
    private final Set<String> identifierUris = new LinkedHashSet<>();
    private boolean proofKeyRequired;
    private Optional<String> family = Optional.empty();
    private Duration refreshTokenLifetime = Duration.ofDays(90);
    private Optional<Boolean> refreshTokensRotate = Optional.empty();
    private Optional<Boolean> refreshTokenReuseRevokes = Optional.empty();
    private Duration deviceCodeLifetime = Duration.ofMinutes(15);
    private Duration deviceInterval = Duration.ofSeconds(5);
    private final Map<String, Object> idTokenClaims = new LinkedHashMap<>();
    private final Set<String> withoutIdTokenClaims = new LinkedHashSet<>();
    private final List<AccessPolicy> policies = new ArrayList<>();

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
     * Says whether the application may ask for users' tokens without proving itself (RFC 6749,
     * section 2.1). A public application without any credential is refused when it shows one.
     *
     * @param client false by default
     * @return this builder
     * @since 0.1
     */
    public Builder publicClient(boolean client) {
      publicClient = client;
      return this;
    }

    /**
     * Registers an address that users may be sent back to after signing in or out. {@code http}
     * with {@code localhost} or a loopback address is good for every port (RFC 8252, section 7.3),
     * every other is compared letter by letter.
     *
     * @param uri absolute, without fragment
     * @return this builder
     * @throws IllegalArgumentException if it is no such address
     * @since 0.1
     */
    public Builder redirectUri(String uri) {
      redirectUris.add(RedirectUris.checked(uri));
      return this;
    }

    /**
     * Adds a name under which tokens for this application are asked for, as an API; the client id
     * and {@code api://} with the client id are such names of every application. A middle tier
     * takes tokens for any of them on behalf of their user.
     *
     * @param uri such as {@code api://orders}
     * @return this builder
     * @since 0.1
     */
    public Builder identifierUri(String uri) {
      identifierUris.add(Texts.notEmpty(uri, "uri"));
      return this;
    }

    /**
     * Says whether a sign-in without PKCE (RFC 7636) is refused.
     *
     * @param required false by default
     * @return this builder
     * @since 0.1
     */
    public Builder proofKeyRequired(boolean required) {
      proofKeyRequired = required;
      return this;
    }

    /**
     * Puts the application in a family of client ids, whose refresh tokens are good for every
     * member, as Microsoft's own are. Only the Entra shape has families.
     *
     * @param id of the family, {@code 1} at Microsoft
     * @return this builder
     * @since 0.1
     */
    public Builder family(String id) {
      family = Optional.of(Texts.notEmpty(id, "id"));
      return this;
    }

    /**
     * Sets how long a refresh token is valid, counted from when it was given.
     *
     * @param lifetime at least a second; 90 days by default
     * @return this builder
     * @since 0.1
     */
    public Builder refreshTokenLifetime(Duration lifetime) {
      refreshTokenLifetime = wholeSeconds(lifetime, "refreshTokenLifetime");
      return this;
    }

    /**
     * Says whether a refresh gives another refresh token; without this call it does.
     *
     * @param rotate if false, answers to a refresh have none and the old one stays good
     * @return this builder
     * @since 0.1
     */
    public Builder refreshTokensRotate(boolean rotate) {
      refreshTokensRotate = Optional.of(rotate);
      return this;
    }

    /**
     * Says whether a refresh token is good for once, and all that came from one sign-in are revoked
     * when it is used again (RFC 9700, section 4.14.2). Without this call a realm does so and the
     * Entra shape does not.
     *
     * @param revokes whether reuse is detected
     * @return this builder
     * @since 0.1
     */
    public Builder refreshTokenReuseRevokes(boolean revokes) {
      refreshTokenReuseRevokes = Optional.of(revokes);
      return this;
    }

    /**
     * Sets how long a device code is valid.
     *
     * @param lifetime at least a second; a quarter of an hour by default
     * @return this builder
     * @since 0.1
     */
    public Builder deviceCodeLifetime(Duration lifetime) {
      deviceCodeLifetime = wholeSeconds(lifetime, "deviceCodeLifetime");
      return this;
    }

    /**
     * Sets how far apart polls with a device code have to be, by the sandbox's clock.
     *
     * @param apart five seconds by default; zero lets every poll pass
     * @return this builder
     * @since 0.1
     */
    public Builder deviceInterval(Duration apart) {
      if (requireNonNull(apart, "apart").isNegative()) {
        throw new IllegalArgumentException("apart must not be negative, was " + apart);
      }
      deviceInterval = Duration.ofSeconds(apart.toSeconds());
      return this;
    }

    /**
     * Makes its ID tokens say something, whatever they would say otherwise, so that a client's
     * checks can be tried with well signed tokens.
     *
     * @param name of the claim
     * @param value text, number, boolean, list or map of these; times are numbers of seconds
     * @return this builder
     * @since 0.1
     */
    public Builder idTokenClaim(String name, Object value) {
      idTokenClaims.put(Texts.notEmpty(name, "name"), requireNonNull(value, "value"));
      return this;
    }

    /**
     * Makes its ID tokens lack a claim.
     *
     * @param name of the claim
     * @return this builder
     * @since 0.1
     */
    public Builder withoutIdTokenClaim(String name) {
      withoutIdTokenClaims.add(Texts.notEmpty(name, "name"));
      return this;
    }

    /**
     * Adds a policy that is in the way of users' tokens for this application.
     *
     * @param policy asked after those of the user
     * @return this builder
     * @since 0.1
     */
    public Builder policy(AccessPolicy policy) {
      policies.add(requireNonNull(policy, "policy"));
      return this;
    }

    /**
     * Takes every policy away.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder clearPolicies() {
      policies.clear();
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
