package dev.latchkey.domain.scheme;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request to a resource that a token is about to be used for, as far as it is to be signed.
 * Immutable.
 *
 * @since 0.1
 */
public final class ProtectedRequest {

  private final String method;
  private final URI uri;
  private final Optional<String> nonce;
  private final Map<String, String> headers;
  // One character for each byte: domain holds no arrays.
  private final Optional<String> body;

  private ProtectedRequest(
      String method,
      URI uri,
      Optional<String> nonce,
      Map<String, String> headers,
      Optional<String> body) {
    this.method = method;
    this.uri = uri;
    this.nonce = nonce;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Describes a request by where it goes.
   *
   * @param method the HTTP method, in upper case
   * @param uri where it goes, with its query
   * @return the description
   * @throws IllegalArgumentException if the method is not an upper-case word, or the address is not
   *     an absolute http or https address
   */
  public static ProtectedRequest of(String method, URI uri) {
    if (!method.matches("[A-Z]{1,32}")) {
      throw new IllegalArgumentException("method is not an HTTP method in upper case, such as GET");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("uri is not an absolute http or https address");
    }
    return new ProtectedRequest(method, uri, Optional.empty(), Map.of(), Optional.empty());
  }

  /**
   * Answers a challenge of the resource.
   *
   * @param value the nonce from {@code WWW-Authenticate}, {@code Authentication-Info} or {@code
   *     DPoP-Nonce}, verbatim
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty
   */
  public ProtectedRequest nonce(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("nonce is empty; leave it out instead");
    }
    return new ProtectedRequest(method, uri, Optional.of(value), headers, body);
  }

  /**
   * Signs header fields, where the scheme can.
   *
   * @param fields values by name, in the order in which they are signed
   * @return a copy with them
   */
  public ProtectedRequest headers(Map<String, String> fields) {
    Map<String, String> lower = new LinkedHashMap<>();
    fields.forEach(
        (name, value) ->
            lower.put(name.toLowerCase(Locale.ROOT), Objects.requireNonNull(value, "value")));
    return new ProtectedRequest(method, uri, nonce, Collections.unmodifiableMap(lower), body);
  }

  /**
   * Signs the body, where the scheme can.
   *
   * @param bytes the body as it is sent; copied
   * @return a copy with it
   */
  public ProtectedRequest body(byte[] bytes) {
    return new ProtectedRequest(
        method, uri, nonce, headers, Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)));
  }

  /** {@return the HTTP method} */
  public String method() {
    return method;
  }

  /** {@return where it goes} */
  public URI uri() {
    return uri;
  }

  /** {@return the nonce that the resource asked for} */
  public Optional<String> nonce() {
    return nonce;
  }

  /** {@return the header fields to sign, by names in lower case, in their order} */
  public Map<String, String> headers() {
    return headers;
  }

  /** {@return a copy of the body to sign; empty if it is not to be signed} */
  public Optional<byte[]> body() {
    return body.map(it -> it.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** {@return method and host; the rest may name a person} */
  @Override
  public String toString() {
    return "ProtectedRequest[" + method + " " + uri.getHost() + "]";
  }
}
