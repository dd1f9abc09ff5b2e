package dev.latchkey.spi.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request. Its body and headers may be secret and do not print. Immutable.
 *
 * @since 0.1
 */
public final class HttpRequest {

  /** The most bytes of body that an answer may have, after decompression: 1 MiB. */
  public static final int MAX_BODY_BYTES = 1 << 20;

  /** The most bytes that the headers of an answer may have: 64 KiB. */
  public static final int MAX_HEADER_BYTES = 64 << 10;

  private final Method method;
  private final URI uri;
  private final HttpHeaders headers;
  private final byte[] body;
  private final @Nullable ClientCertificate clientCertificate;

  private HttpRequest(
      Method method,
      URI uri,
      HttpHeaders headers,
      byte[] body,
      @Nullable ClientCertificate clientCertificate) {
    this.method = method;
    this.uri = checked(uri);
    this.headers = Objects.requireNonNull(headers, "headers");
    this.body = body;
    this.clientCertificate = clientCertificate;
  }

  private static URI checked(URI uri) {
    Objects.requireNonNull(uri, "uri");
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!Set.of("https", "http").contains(scheme) || uri.getHost() == null) {
      throw new IllegalArgumentException("request URI is not an absolute http or https URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("request URI has user information, which would be logged");
    }
    return uri;
  }

  /**
   * A request without a body.
   *
   * @param uri where to
   * @param headers its header fields
   * @return the request
   */
  public static HttpRequest get(URI uri, HttpHeaders headers) {
    return new HttpRequest(Method.GET, uri, headers, new byte[0], null);
  }

  /**
   * A request with a body.
   *
   * @param uri where to
   * @param headers its header fields, the media type among them
   * @param body the body, which is copied
   * @return the request
   */
  public static HttpRequest post(URI uri, HttpHeaders headers, byte[] body) {
    return new HttpRequest(Method.POST, uri, headers, body.clone(), null);
  }

  /**
   * Proves the client's identity by TLS (RFC 8705).
   *
   * @param certificate the certificate to present
   * @return a copy that presents it
   */
  public HttpRequest withClientCertificate(ClientCertificate certificate) {
    return new HttpRequest(
        method, uri, headers, body, Objects.requireNonNull(certificate, "client certificate"));
  }

  /** {@return GET or POST} */
  public Method method() {
    return method;
  }

  /** {@return where to} */
  public URI uri() {
    return uri;
  }

  /** {@return the header fields} */
  public HttpHeaders headers() {
    return headers;
  }

  /** {@return a copy of the body; empty for GET} */
  public byte[] body() {
    return body.clone();
  }

  /** {@return the certificate to present, if any} */
  public Optional<ClientCertificate> clientCertificate() {
    return Optional.ofNullable(clientCertificate);
  }

  /** {@return method, host and path; no query, header or body} */
  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
  }

  /**
   * The methods that are used.
   *
   * @since 0.1
   */
  public enum Method {
    /** Reads. */
    GET,
    /** Asks for something to be done. */
    POST
  }
}
