package dev.latchkey.domain.account;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an ID token says of a person's sign-in (OpenID Connect Core, section 2, and Entra). The
 * claims name a person, so they do not print. Immutable; equal where the text is.
 *
 * @since 0.1
 */
public final class IdTokenClaims {

  private final String json;
  private final Map<String, Object> members;
  private final String issuer;
  private final String subject;
  private final List<String> audiences;
  private final Instant expiresAt;
  private final @Nullable Instant issuedAt;
  private final @Nullable Instant notBefore;

  private IdTokenClaims(String json, ClaimMembers claims) {
    this.json = json;
    this.members = claims.all();
    this.issuer = claims.required("iss", claims.text("iss"));
    this.subject = claims.required("sub", claims.text("sub"));
    this.audiences = claims.audiences();
    this.expiresAt = claims.required("exp", claims.time("exp"));
    this.issuedAt = claims.time("iat");
    this.notBefore = claims.time("nbf");
    for (String name : ClaimMembers.IDENTIFYING) {
      claims.identifier(name);
    }
    for (String name : ClaimMembers.COMPARED) {
      claims.text(name);
    }
  }

  /**
   * Describes claims that have been decoded. Their form is checked; whether they are true, and for
   * whom, is not.
   *
   * @param json the payload, verbatim
   * @param members the same, decoded: String, Long, Double, Boolean, and lists and maps of these
   * @return the claims
   * @throws IllegalArgumentException if {@code iss}, {@code sub}, {@code aud} or {@code exp} is
   *     missing, or a claim that decides who signed in, where or when is of another type than it
   *     has to be; the message names the claim and shows no value
   */
  public static IdTokenClaims of(String json, Map<String, Object> members) {
    return new IdTokenClaims(Objects.requireNonNull(json, "json"), ClaimMembers.of(members));
  }

  /** {@return who issued the token: {@code iss}} */
  public String issuer() {
    return issuer;
  }

  /** {@return the person, as this issuer tells persons apart for this application: {@code sub}} */
  public String subject() {
    return subject;
  }

  /** {@return the applications that the token is for, at least one: {@code aud}} */
  public List<String> audiences() {
    return audiences;
  }

  /** {@return until when the token is valid: {@code exp}} */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** {@return when the token was issued: {@code iat}} */
  public Optional<Instant> issuedAt() {
    return Optional.ofNullable(issuedAt);
  }

  /** {@return from when on the token is valid: {@code nbf}} */
  public Optional<Instant> notBefore() {
    return Optional.ofNullable(notBefore);
  }

  /** {@return when the person last signed in actively: {@code auth_time}} */
  public Optional<Instant> authTime() {
    return Optional.ofNullable(ClaimMembers.timeOrNull(members.get("auth_time")));
  }

  /** {@return what ties the token to the request it answers: {@code nonce}} */
  public Optional<String> nonce() {
    return text("nonce");
  }

  /** {@return the person's object in the tenant: {@code oid} (Entra)} */
  public Optional<String> objectId() {
    return text("oid");
  }

  /** {@return the tenant that the person signed in to: {@code tid} (Entra)} */
  public Optional<String> tenantId() {
    return text("tid");
  }

  /** {@return the name the person is shown under and may change: {@code preferred_username}} */
  public Optional<String> preferredUsername() {
    return text("preferred_username");
  }

  /** {@return the user principal name: {@code upn} (Entra, ADFS)} */
  public Optional<String> upn() {
    return text("upn");
  }

  /** {@return the display name of older tokens: {@code unique_name} (Entra, ADFS)} */
  public Optional<String> uniqueName() {
    return text("unique_name");
  }

  /** {@return the mail address, which proves nothing about the person: {@code email}} */
  public Optional<String> email() {
    return text("email");
  }

  /** {@return the person's name: {@code name}} */
  public Optional<String> name() {
    return text("name");
  }

  /** {@return the party the token was issued to: {@code azp}} */
  public Optional<String> authorizedParty() {
    return text("azp");
  }

  /** {@return the session at the issuer: {@code sid}} */
  public Optional<String> sessionId() {
    return text("sid");
  }

  /** {@return what names the person in a later sign-in or sign-out: {@code login_hint} (Entra)} */
  public Optional<String> loginHint() {
    return text("login_hint");
  }

  /** {@return how strongly the person was authenticated: {@code acr}} */
  public Optional<String> authenticationContext() {
    return text("acr");
  }

  /**
   * Finds a claim that is a text.
   *
   * @param name the claim's name
   * @return its value; empty if it is absent, empty or no text
   */
  public Optional<String> text(String name) {
    return members.get(Objects.requireNonNull(name, "name")) instanceof String text
            && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * All claims by name: String, Long, Double, Boolean, and lists and maps of these. Null values are
   * left out.
   *
   * @return an immutable map
   */
  public Map<String, Object> asMap() {
    return members;
  }

  /** {@return the payload as it was signed, JSON text} */
  public String json() {
    return json;
  }

  /** {@return whether the other has the same text} */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IdTokenClaims that && json.equals(that.json);
  }

  /** {@return a hash of the text} */
  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** {@return the end of validity only: who signed in does not belong in a log} */
  @Override
  public String toString() {
    return "IdTokenClaims[expiresAt=" + expiresAt + "]";
  }
}
