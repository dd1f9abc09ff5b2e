package dev.latchkey.domain.challenge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a {@code WWW-Authenticate} or {@code Proxy-Authenticate} header (RFC 9110,
 * section 11.3): a scheme, and either parameters or one text. Immutable.
 *
 * <p>All of it is what a stranger wrote. The views return text as it was sent: an address among it
 * is to be checked before anything is sent there.
 *
 * @since 0.1
 */
public final class Challenge {

  private final String scheme;
  private final Map<String, String> parameters;
  private final @Nullable String token68;

  /** Takes what was read; names are in lower case. */
  Challenge(String scheme, Map<String, String> parameters, @Nullable String token68) {
    this.scheme = scheme;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.token68 = token68;
  }

  /** {@return the scheme, as the server spelled it} */
  public String scheme() {
    return scheme;
  }

  /**
   * Compares the scheme.
   *
   * @param name such as {@code Bearer}
   * @return whether it is this one; letter case does not matter
   */
  public boolean hasScheme(String name) {
    return scheme.equalsIgnoreCase(name);
  }

  /**
   * {@return the values by name, in the server's order; names are in lower case, quotes and escapes
   * are undone}
   */
  public Map<String, String> parameters() {
    return parameters;
  }

  /**
   * Finds a parameter.
   *
   * @param name its name; letter case does not matter
   * @return its value, if it was sent
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
  }

  /** {@return the text that stands in place of parameters, as Negotiate has it} */
  public Optional<String> token68() {
    return Optional.ofNullable(token68);
  }

  /** {@return what the resource protects together, if it says so} */
  public Optional<String> realm() {
    return parameter("realm");
  }

  /** {@return the error code (RFC 6750, section 3), such as {@code insufficient_claims} (Entra)} */
  public Optional<String> error() {
    return parameter("error");
  }

  /** {@return the scopes that are needed, parted by blanks (RFC 6750, section 3)} */
  public Optional<String> scope() {
    return parameter("scope");
  }

  /**
   * {@return the authority that the resource trusts (Entra): {@code authorization_uri}, else {@code
   * authorization}, else {@code authority}}
   */
  public Optional<String> authorizationUri() {
    return parameter("authorization_uri")
        .or(() -> parameter("authorization"))
        .or(() -> parameter("authority"));
  }

  /** {@return the resource that a token is to be asked for (Entra): {@code resource_id}} */
  public Optional<String> resourceId() {
    return parameter("resource_id");
  }

  /**
   * {@return the nonce that a signed request is to carry (PoP; DPoP: RFC 9449, section 9), if sent}
   */
  public Optional<String> nonce() {
    return parameter("nonce");
  }

  /**
   * {@return the claims that a new token is to have (Entra), as JSON text: sent as such, in base64
   * or in base64url, with or without padding; empty if absent or none of these} Whether it is valid
   * JSON shows when it is put into a request.
   */
  public Optional<String> claims() {
    return parameter("claims").flatMap(EncodedClaims::decode);
  }

  /** {@return whether scheme, in any letter case, and contents are equal} */
  @Override
  public boolean equals(Object other) {
    return other instanceof Challenge that
        && scheme.equalsIgnoreCase(that.scheme)
        && parameters.equals(that.parameters)
        && Objects.equals(token68, that.token68);
  }

  /** {@return a hash over the contents} */
  @Override
  public int hashCode() {
    return Objects.hash(scheme.toLowerCase(Locale.ROOT), parameters, token68);
  }

  /** {@return scheme and names; values may name a person or be a ticket} */
  @Override
  public String toString() {
    return "Challenge[" + scheme + " " + parameters.keySet() + "]";
  }
}
