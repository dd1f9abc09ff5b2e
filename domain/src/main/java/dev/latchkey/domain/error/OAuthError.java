package dev.latchkey.domain.error;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server said, verbatim; in description and page alone, what looks like a secret is masked
 * (see {@link OutsideText}). Only the code is sure to be there. Immutable.
 *
 * @since 0.1
 */
public final class OAuthError {

  private static final Set<OAuthErrorCode> ASK_A_PERSON =
      Set.of(
          OAuthErrorCode.INTERACTION_REQUIRED,
          OAuthErrorCode.LOGIN_REQUIRED,
          OAuthErrorCode.CONSENT_REQUIRED,
          OAuthErrorCode.ACCOUNT_SELECTION_REQUIRED,
          OAuthErrorCode.INVALID_GRANT);

  // With these no sign-in helps: the device or the client itself is at fault.
  private static final Set<String> NO_PERSON_HELPS =
      Set.of("client_mismatch", "protection_policy_required", "device_authentication_failed");

  private final OAuthErrorCode code;
  private final @Nullable String description;
  private final @Nullable String uri;
  private final @Nullable String suberror;
  private final @Nullable String claims;
  private final @Nullable String timestamp;
  private final @Nullable String traceId;
  private final @Nullable String correlationId;
  private final List<Long> codes;

  private OAuthError(Builder from) {
    this.code = from.code;
    this.description = from.description;
    this.uri = from.uri;
    this.suberror = from.suberror;
    this.claims = from.claims;
    this.timestamp = from.timestamp;
    this.traceId = from.traceId;
    this.correlationId = from.correlationId;
    this.codes = List.copyOf(from.codes);
  }

  /**
   * Starts an error.
   *
   * @param code the code
   * @return a builder with everything else absent
   */
  public static Builder builder(OAuthErrorCode code) {
    return new Builder(code);
  }

  /** {@return the code: the member {@code error}} */
  public OAuthErrorCode code() {
    return code;
  }

  /** {@return text for developers, which may name a person, if sent: {@code error_description}} */
  public Optional<String> description() {
    return Optional.ofNullable(description);
  }

  /** {@return where the error is explained, if sent: {@code error_uri}} */
  public Optional<String> uri() {
    return Optional.ofNullable(uri);
  }

  /** {@return the finer reason, if sent: {@code suberror} (Entra)} */
  public Optional<String> suberror() {
    return Optional.ofNullable(suberror);
  }

  /** {@return the claims challenge for the next attempt, if sent: {@code claims} (Entra)} */
  public Optional<String> claims() {
    return Optional.ofNullable(claims);
  }

  /** {@return the server's time of the failure, if sent (Entra)} */
  public Optional<String> timestamp() {
    return Optional.ofNullable(timestamp);
  }

  /** {@return the server's trace id, if sent (Entra)} */
  public Optional<String> traceId() {
    return Optional.ofNullable(traceId);
  }

  /**
   * {@return the id that the server logged the request under, if sent: {@code correlation_id}
   * (Entra). It is the exception's own {@link TokenException#correlationId()} unless something in
   * between gave the request another}
   */
  public Optional<String> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  /** {@return the AADSTS numbers, if sent: {@code error_codes} (Entra)} */
  public List<Long> codes() {
    return codes;
  }

  /** {@return whether a person can mend this by signing in, consenting or choosing an account} */
  public boolean asksForInteraction() {
    return ASK_A_PERSON.contains(code) && (suberror == null || !NO_PERSON_HELPS.contains(suberror));
  }

  /** {@return whether all members are equal} */
  @Override
  public boolean equals(Object other) {
    return other instanceof OAuthError that
        && code.equals(that.code)
        && Objects.equals(description, that.description)
        && Objects.equals(uri, that.uri)
        && Objects.equals(suberror, that.suberror)
        && Objects.equals(claims, that.claims)
        && Objects.equals(timestamp, that.timestamp)
        && Objects.equals(traceId, that.traceId)
        && Objects.equals(correlationId, that.correlationId)
        && codes.equals(that.codes);
  }

  /** {@return a hash over the members} */
  @Override
  public int hashCode() {
    return Objects.hash(
        code, description, uri, suberror, claims, timestamp, traceId, correlationId, codes);
  }

  /** {@return code, finer reason and numbers; no description, which may name a user} */
  @Override
  public String toString() {
    return code + (suberror == null ? "" : "/" + suberror) + (codes.isEmpty() ? "" : " " + codes);
  }

  /**
   * Collects what a server said. Not safe for concurrent use.
   *
   * @since 0.1
   */
  public static final class Builder {
    private final OAuthErrorCode code;
    private @Nullable String description;
    private @Nullable String uri;
    private @Nullable String suberror;
    private @Nullable String claims;
    private @Nullable String timestamp;
    private @Nullable String traceId;
    private @Nullable String correlationId;
    private List<Long> codes = List.of();

    private Builder(OAuthErrorCode code) {
      this.code = Objects.requireNonNull(code, "error code");
    }

    /**
     * Sets the description.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder description(@Nullable String value) {
      this.description = value == null ? null : OutsideText.withoutSecrets(value);
      return this;
    }

    /**
     * Sets the page that explains the error.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder uri(@Nullable String value) {
      this.uri = value == null ? null : OutsideText.withoutSecrets(value);
      return this;
    }

    /**
     * Sets the finer reason.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder suberror(@Nullable String value) {
      this.suberror = value;
      return this;
    }

    /**
     * Sets the claims challenge.
     *
     * @param value JSON text, or null for none
     * @return this builder
     */
    public Builder claims(@Nullable String value) {
      this.claims = value;
      return this;
    }

    /**
     * Sets the server's time.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder timestamp(@Nullable String value) {
      this.timestamp = value;
      return this;
    }

    /**
     * Sets the server's trace id.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder traceId(@Nullable String value) {
      this.traceId = value;
      return this;
    }

    /**
     * Sets the id that the server logged the request under.
     *
     * @param value the text, or null for none
     * @return this builder
     */
    public Builder correlationId(@Nullable String value) {
      this.correlationId = value;
      return this;
    }

    /**
     * Sets the numbers.
     *
     * @param values the numbers, in the server's order
     * @return this builder
     */
    public Builder codes(List<Long> values) {
      this.codes = List.copyOf(values);
      return this;
    }

    /** {@return the error} */
    public OAuthError build() {
      return new OAuthError(this);
    }
  }
}
