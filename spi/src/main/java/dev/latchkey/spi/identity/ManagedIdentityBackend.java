package dev.latchkey.spi.identity;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * One kind of host that gives tokens to the code it runs.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Safe for concurrent use; reads environment and files at each call, since they may change.
 *   <li>Reaches for the world through its {@link ManagedIdentityContext} only.
 *   <li>Sends requests to the host's own endpoint and nowhere else, and reads no file but those
 *       that the host documents, whatever an answer says.
 *   <li>An identity that the host cannot choose is refused with an {@link
 *       IllegalArgumentException}, and an answer that names another than was asked for with a
 *       {@code ServiceException}.
 *   <li>Sends each request once: {@link #retryDelay} tells the caller what is worth another
 *       attempt.
 *   <li>Secrets of the host, in variables and files, reach neither logs nor messages.
 * </ul>
 *
 * @since 0.1
 */
public interface ManagedIdentityBackend {

  /** {@return a short lower-case word for people, such as {@code imds}} */
  String name();

  /** {@return whether the signs of this host are here; from environment and files, at once} */
  Presence presence();

  /**
   * Tells whether the host is used only by those who name it, because what it gives is not what
   * they expect who do not. Where such a host is present and not named, the search ends with an
   * error.
   *
   * @return what to tell those who did not name it; empty, as by default, if anybody may use it
   */
  default Optional<String> onlyByName() {
    return Optional.empty();
  }

  /**
   * Asks the host for a token.
   *
   * @param request the wish
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return the token
   * @throws IllegalArgumentException if the host cannot choose that identity
   * @throws dev.latchkey.domain.error.CredentialUnavailableException if the host is not here after
   *     all
   * @throws dev.latchkey.domain.error.ServiceException if the host refused, or its answer has no
   *     token
   * @throws dev.latchkey.domain.error.TransportException if no usable answer came
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation);

  /**
   * Tells what is worth another attempt. A longer wait that the host itself asked for wins.
   *
   * @param attempt how many attempts have failed, at least 1
   * @param status the HTTP status of the last one; 0 if no answer came
   * @return how long to wait before the next one; empty if there is to be none
   */
  default Optional<Duration> retryDelay(int attempt, int status) {
    return Optional.empty();
  }
}
