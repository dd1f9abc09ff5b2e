package dev.latchkey.domain.scheme;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * One HTTP request that a broker signs together with the token, with a key of its own (Entra).
 * Works through a broker only: see {@code UserClient.isPopSupported()}. For keys of the
 * application's own there is {@link SignedRequestScheme}.
 *
 * @param httpMethod the method of the request, in upper case
 * @param url where the request goes; host, port and path are signed
 * @param nonce what the resource's challenge said, verbatim
 * @since 0.1
 */
public record PopAuthScheme(String httpMethod, URI url, String nonce) implements AuthScheme {

  /** Reads. */
  public static final String HTTP_GET = "GET";

  /** Has something done. */
  public static final String HTTP_POST = "POST";

  /** Puts something in place. */
  public static final String HTTP_PUT = "PUT";

  /** Takes something away. */
  public static final String HTTP_DELETE = "DELETE";

  /** Changes a part. */
  public static final String HTTP_PATCH = "PATCH";

  private static final Set<String> METHODS =
      Set.of(HTTP_GET, HTTP_POST, HTTP_PUT, HTTP_DELETE, HTTP_PATCH);

  /**
   * Checks all three.
   *
   * @param httpMethod the method of the request, in upper case
   * @param url where the request goes; host, port and path are signed
   * @param nonce what the resource's challenge said, verbatim
   * @throws IllegalArgumentException if the method is not GET, POST, PUT, DELETE or PATCH, the URL
   *     has no host, or the nonce is empty
   */
  public PopAuthScheme {
    Objects.requireNonNull(httpMethod, "http method");
    if (!METHODS.contains(httpMethod)) {
      throw new IllegalArgumentException(
          METHODS.contains(httpMethod.toUpperCase(Locale.ROOT))
              ? "http method is not in upper case; write " + httpMethod.toUpperCase(Locale.ROOT)
              : "http method is not GET, POST, PUT, DELETE or PATCH");
    }
    if (Objects.requireNonNull(url, "url").getHost() == null) {
      throw new IllegalArgumentException("url of the signed request has no host");
    }
    if (Objects.requireNonNull(nonce, "nonce").isEmpty()) {
      throw new IllegalArgumentException(
          "nonce is empty; it comes from the resource's challenge, in WWW-Authenticate");
    }
  }

  /** {@return method and host; the rest of the address may name a person} */
  @Override
  public String toString() {
    return "PopAuthScheme[" + httpMethod + " " + url.getHost() + "]";
  }
}
