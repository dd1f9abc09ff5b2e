package dev.latchkey.spi.broker;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.util.List;
import java.util.Optional;

/**
 * Asks the identity broker of the device.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Safe for concurrent use; blocks the calling thread.
 *   <li>Ends by the deadline, within ten per cent, and within 500 ms of a cancellation, whatever
 *       the broker does; an interrupt counts as a cancellation and leaves the flag set. An
 *       interactive call that ends so is withdrawn from the broker where it can be.
 *   <li>A message has at most {@link #MAX_MESSAGE_BYTES}; a longer one is a failure.
 *   <li>Answers are taken only from whoever owned the broker's name when the call began.
 *   <li>What the broker refuses is an answer; what keeps it from answering is an exception.
 *   <li>Never repeats a call, and never goes another way than by the broker.
 *   <li>Finds the broker's own record of an account by the ids of {@link BrokerAccount}.
 *   <li>Sends no refresh token and no client secret; logs no token and no person.
 *   <li>Throws {@link IllegalStateException} once it was closed.
 * </ul>
 *
 * @since 0.1
 */
public interface Broker extends AutoCloseable {

  /** The most bytes that a message of the broker may have: 1 MiB. */
  int MAX_MESSAGE_BYTES = 1 << 20;

  /**
   * Tells whether there is a broker to ask. That there is none is an outcome, not an exception.
   *
   * @param deadline when to give up, which counts as none
   * @param cancellation gives up early
   * @return its version, or why there is none
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  BrokerAvailability availability(Deadline deadline, Cancellation cancellation);

  /**
   * Asks for a token without disturbing anybody.
   *
   * @param request the wish; without an account it is for the default account of the system
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return what the broker said
   * @throws dev.latchkey.domain.error.BrokerException if no answer came that could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  BrokerAnswer acquireSilently(BrokerRequest request, Deadline deadline, Cancellation cancellation);

  /**
   * Asks for a token; the broker may show windows.
   *
   * @param request the wish
   * @param parent above which window
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return what the broker said
   * @throws dev.latchkey.domain.error.BrokerException if no answer came that could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  BrokerAnswer acquireInteractively(
      BrokerRequest request, ParentWindow parent, Deadline deadline, Cancellation cancellation);

  /**
   * Lists the people whom the broker knows.
   *
   * @param call who asks
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return the accounts; one that cannot be read is left out; empty if the broker has no list
   * @throws dev.latchkey.domain.error.BrokerException if the broker refused, or no answer came that
   *     could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  List<BrokerAccount> accounts(BrokerCall call, Deadline deadline, Cancellation cancellation);

  /**
   * Signs a person out of the application. A person whom the broker does not know is signed out.
   *
   * @param call who asks
   * @param account the person
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @throws dev.latchkey.domain.error.BrokerException if the broker refused, or no answer came that
   *     could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  void removeAccount(
      BrokerCall call, BrokerAccount account, Deadline deadline, Cancellation cancellation);

  /** {@return sign-in by password, if the broker has it} */
  default Optional<PasswordSignIn> passwordSignIn() {
    return Optional.empty();
  }

  /** {@return signatures of HTTP requests by themselves, if the broker has them} */
  default Optional<RequestSigning> requestSigning() {
    return Optional.empty();
  }

  /** {@return cookies for browsers, if the broker has them} */
  default Optional<SsoCookies> ssoCookies() {
    return Optional.empty();
  }

  /** Closes what the adapter opened. Closing twice does nothing. */
  @Override
  void close();
}
