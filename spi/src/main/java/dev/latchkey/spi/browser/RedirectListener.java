package dev.latchkey.spi.browser;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;

/**
 * Listens on a loopback address for the end of a sign-in (RFC 8252, section 7.3).
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Listens on loopback addresses only, IPv4 and, where the machine has it, IPv6, from the
 *       moment it was opened.
 *   <li>A slow, silent or half-sent request does not keep others from being answered, and neither
 *       do a thousand of them.
 *   <li>A request for another host or path, with a body that is too large or no form, by a method
 *       other than GET and POST, from a script ({@code Sec-Fetch-Mode}), with a parameter twice or
 *       with broken percent-encoding is refused without asking the check. No answer allows another
 *       origin to read it.
 *   <li>What comes before {@link #await} is called waits for it.
 *   <li>A check that throws is no answer: the wait goes on.
 *   <li>Every page goes out with {@code Cache-Control: no-store}, {@code Referrer-Policy:
 *       no-referrer}, {@code X-Content-Type-Options: nosniff} and a content security policy without
 *       scripts; nothing that came is repeated in a page of the listener's own.
 *   <li>The accepted page is on its way before {@link #await} returns.
 *   <li>Answers are not logged.
 * </ul>
 *
 * @since 0.1
 */
public interface RedirectListener extends AutoCloseable {

  /**
   * {@return the redirect URI: {@code http://localhost}, the port that is listened on, the path}
   */
  URI redirectUri();

  /**
   * Waits for the answer, and closes the listener. To be called once.
   *
   * @param check judges what comes
   * @param deadline when to give up
   * @param cancellation gives up early
   * @return the answer that the check accepted
   * @throws dev.latchkey.domain.error.TransportException with the reason {@code TIMED_OUT} if the
   *     deadline passed
   * @throws dev.latchkey.domain.error.CancelledException if cancelled, interrupted or closed
   * @throws IllegalStateException if it was called before
   */
  RedirectAnswer await(RedirectCheck check, Deadline deadline, Cancellation cancellation);

  /** Frees the port within 100 ms, whatever is connected. Closing twice does nothing. */
  @Override
  void close();
}
