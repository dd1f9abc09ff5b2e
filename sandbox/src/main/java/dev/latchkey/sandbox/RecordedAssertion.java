package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client assertion (RFC 7523, section 2.2) as it arrived: taken apart, verified by nobody.
 *
 * <p>Immutable. {@link #toString()} shows nothing of it.
 *
 * @since 0.1
 */
public final class RecordedAssertion {

  private final String compact;
  private final Map<String, Object> header;
  private final Map<String, Object> claims;

  private RecordedAssertion(
      String compact, Map<String, Object> header, Map<String, Object> claims) {
    this.compact = compact;
    this.header = Collections.unmodifiableMap(header);
    this.claims = Collections.unmodifiableMap(claims);
  }

  /** Takes a text apart; empty if it is no JWT in compact form. */
  static Optional<RecordedAssertion> parse(String compact) {
    List<String> parts = Texts.split(compact, '.');
    if (parts.size() != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(new RecordedAssertion(compact, json(parts.get(0)), json(parts.get(1))));
    } catch (IllegalArgumentException notAJwt) {
      return Optional.empty();
    }
  }

  private static Map<String, Object> json(String part) {
    return Json.read(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  /**
   * Returns the assertion as it was sent.
   *
   * @return header, claims and signature in base64url, joined by dots
   * @since 0.1
   */
  public String compact() {
    return compact;
  }

  /**
   * Returns the header (RFC 7515, section 4). Values such as {@code x5t} are as they were sent,
   * whatever alphabet and padding they have.
   *
   * @return an unmodifiable map of texts, numbers, booleans, lists and maps
   * @since 0.1
   */
  public Map<String, Object> header() {
    return header;
  }

  /**
   * Returns the claims (RFC 7519, section 4).
   *
   * @return an unmodifiable map of texts, numbers, booleans, lists and maps; times are numbers of
   *     seconds
   * @since 0.1
   */
  public Map<String, Object> claims() {
    return claims;
  }

  String headerText(String name) {
    return header.get(name) instanceof String text ? text : "";
  }

  String claimText(String name) {
    return claims.get(name) instanceof String text ? text : "";
  }

  /** The claim may be one text or a list of them (RFC 7519, section 4.1.3). */
  List<String> audiences() {
    Object value = claims.get("aud");
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(String.valueOf(value));
  }

  @Override
  public String toString() {
    return "RecordedAssertion[...]";
  }
}
