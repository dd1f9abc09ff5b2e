package dev.latchkey.application.idtoken;

import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.id.ClientId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an ID token has to say to be taken. Immutable. */
public final class IdTokenExpectation {

  private static final Pattern GUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final ClientId clientId;
  private final IssuerRule issuer;
  private final @Nullable String tenant;
  private final @Nullable String nonce;
  private final @Nullable Duration maxAge;
  private final IdTokenTimePolicy timePolicy;

  private IdTokenExpectation(
      ClientId clientId,
      IssuerRule issuer,
      @Nullable String tenant,
      @Nullable String nonce,
      @Nullable Duration maxAge,
      IdTokenTimePolicy timePolicy) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.issuer = Objects.requireNonNull(issuer, "issuer");
    this.tenant = tenant;
    this.nonce = nonce;
    this.maxAge = maxAge;
    this.timePolicy = Objects.requireNonNull(timePolicy, "time policy");
  }

  /**
   * Expects a token for an application, of whatever issuer.
   *
   * @param clientId the application
   * @param timePolicy what happens where times disagree
   * @return an expectation of nothing else
   */
  public static IdTokenExpectation of(ClientId clientId, IdTokenTimePolicy timePolicy) {
    return new IdTokenExpectation(clientId, IssuerRule.any(), null, null, null, timePolicy);
  }

  /**
   * Expects what an authority answers: the issuer that its metadata states, the tenant that was
   * asked where that is one, and times as its kind has them.
   *
   * @param clientId the application
   * @param endpoints the authority
   * @return the expectation
   */
  public static IdTokenExpectation of(ClientId clientId, Endpoints endpoints) {
    Authority authority = endpoints.authority();
    String realm = endpoints.realm().value();
    return new IdTokenExpectation(
        clientId,
        endpoints.issuer() == null ? IssuerRule.any() : IssuerRule.stated(endpoints.issuer()),
        authority instanceof EntraAuthority && GUID.matcher(realm).matches() ? realm : null,
        null,
        null,
        authority instanceof OidcAuthority ? IdTokenTimePolicy.STRICT : IdTokenTimePolicy.WARN);
  }

  /**
   * Expects an issuer.
   *
   * @param value the rule
   * @return a copy
   */
  public IdTokenExpectation issuer(IssuerRule value) {
    return new IdTokenExpectation(clientId, value, tenant, nonce, maxAge, timePolicy);
  }

  /**
   * Expects a nonce as it was sent.
   *
   * @param value the claim's value
   * @return a copy
   */
  public IdTokenExpectation nonce(String value) {
    Objects.requireNonNull(value, "nonce");
    return new IdTokenExpectation(clientId, issuer, tenant, value, maxAge, timePolicy);
  }

  /**
   * Expects the hash of a nonce, where the hash was sent and the nonce kept.
   *
   * @param kept the nonce
   * @return a copy
   */
  public IdTokenExpectation hashedNonce(String kept) {
    return nonce(hashOf(kept));
  }

  /**
   * Hashes a nonce for the authorization URL, so that who sees the URL cannot know the nonce.
   *
   * @param nonce the nonce
   * @return its SHA-256 in lower-case hexadecimal
   */
  public static String hashOf(String nonce) {
    try {
      byte[] text = nonce.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Expects that the person has signed in actively not longer ago.
   *
   * @param value the time; not negative
   * @return a copy
   */
  public IdTokenExpectation maxAge(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("max age is negative: " + value);
    }
    return new IdTokenExpectation(clientId, issuer, tenant, nonce, value, timePolicy);
  }

  /**
   * Decides what happens where times disagree.
   *
   * @param value the policy
   * @return a copy
   */
  public IdTokenExpectation timePolicy(IdTokenTimePolicy value) {
    return new IdTokenExpectation(clientId, issuer, tenant, nonce, maxAge, value);
  }

  ClientId clientId() {
    return clientId;
  }

  IssuerRule issuer() {
    return issuer;
  }

  Optional<String> tenant() {
    return Optional.ofNullable(tenant);
  }

  Optional<String> nonce() {
    return Optional.ofNullable(nonce);
  }

  Optional<Duration> maxAge() {
    return Optional.ofNullable(maxAge);
  }

  boolean isStrict() {
    return timePolicy == IdTokenTimePolicy.STRICT;
  }

  /** {@return application, issuer and policy; never the nonce} */
  @Override
  public String toString() {
    return "IdTokenExpectation[" + clientId + ", " + issuer + ", " + timePolicy + "]";
  }
}
