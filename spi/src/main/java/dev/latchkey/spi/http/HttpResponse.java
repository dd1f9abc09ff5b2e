package dev.latchkey.spi.http;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One answer. Its body may be secret and does not print. Immutable.
 *
 * @since 0.1
 */
public final class HttpResponse {

  private final int status;
  private final HttpHeaders headers;
  private final byte[] body;

  private HttpResponse(int status, HttpHeaders headers, byte[] body) {
    this.status = status;
    this.headers = Objects.requireNonNull(headers, "headers");
    this.body = body;
  }

  /**
   * Describes an answer.
   *
   * @param status its status, 100 to 999
   * @param headers its header fields
   * @param body its whole body, decompressed, which is copied
   * @return the answer
   * @throws IllegalArgumentException if the status is outside these bounds
   */
  public static HttpResponse of(int status, HttpHeaders headers, byte[] body) {
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("HTTP status " + status + " is not between 100 and 999");
    }
    return new HttpResponse(status, headers, body.clone());
  }

  /** {@return the status} */
  public int status() {
    return status;
  }

  /** {@return whether the status is 200 to 299} */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** {@return the header fields} */
  public HttpHeaders headers() {
    return headers;
  }

  /** {@return the length of the body, in bytes} */
  public int bodyLength() {
    return body.length;
  }

  /** {@return a copy of the body} */
  public byte[] body() {
    return body.clone();
  }

  /** {@return the body as UTF-8 text} */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** {@return status and length} */
  @Override
  public String toString() {
    return "HttpResponse[status=" + status + ", bytes=" + body.length + "]";
  }
}
