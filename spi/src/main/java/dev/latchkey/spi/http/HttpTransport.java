package dev.latchkey.spi.http;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;

/**
 * Sends one request and gives back one answer. One abstract method, so that a lambda is a complete
 * stack.
 *
 * <p>Obligations, each with a test in {@code HttpTransportContract}:
 *
 * <ul>
 *   <li>Safe for concurrent use; blocks the calling thread.
 *   <li>Every status is an answer: 4xx and 5xx are returned, not thrown.
 *   <li>Never repeats a request and never follows a redirect.
 *   <li>Ends by the deadline, within ten per cent, whatever the peer does: connecting, handshake,
 *       headers and body count, a dripped body included. Then the connection is closed.
 *   <li>Ends within 500 ms of a cancellation, with the connection closed; an interrupt of the
 *       thread counts as one and leaves the flag set.
 *   <li>Reads no more than {@link HttpRequest#MAX_BODY_BYTES} of body, after decompression, and
 *       {@link HttpRequest#MAX_HEADER_BYTES} of headers.
 *   <li>Verifies certificate and host name. After a failed handshake no byte of the request was
 *       written.
 *   <li>Presents the request's {@link ClientCertificate}, and no other, on a connection of its own.
 *   <li>Adds no header that tells on the application; keeps no cookies. Writes host, length and
 *       connection fields itself and leaves out those of the request.
 *   <li>A proxy's refusal, 407 included, is a failure ({@code NOT_CONNECTED}, with the status),
 *       never an answer.
 *   <li>Once closed, {@code send} throws {@link dev.latchkey.domain.error.ConfigurationException};
 *       what is on its way ends with {@link dev.latchkey.domain.error.CancelledException}. No
 *       thread is left.
 * </ul>
 *
 * <p>When the connect timeout ends before the deadline, the reason is {@code NOT_CONNECTED}; at the
 * deadline it is {@code TIMED_OUT}, however far the request came. A handshake that is cut short is
 * {@code UNTRUSTED}.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HttpTransport extends AutoCloseable {

  /**
   * Sends a request.
   *
   * @param request the request
   * @param deadline when the answer has to be complete
   * @param cancellation ends the exchange early
   * @return the answer, whatever its status
   * @throws dev.latchkey.domain.error.TransportException if no usable answer came; its reason is
   *     {@code NOT_CONNECTED} exactly if nothing of the request was written and another attempt may
   *     succeed
   * @throws dev.latchkey.domain.error.CancelledException if cancelled, interrupted or closed
   *     meanwhile
   * @throws dev.latchkey.domain.error.ConfigurationException if the transport is closed, or cannot
   *     present the request's certificate
   */
  HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation);

  /** Closes what the transport opened itself. Closing twice does nothing. */
  @Override
  default void close() {}
}
