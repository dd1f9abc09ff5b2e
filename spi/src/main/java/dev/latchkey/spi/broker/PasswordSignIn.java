package dev.latchkey.spi.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;

/**
 * What a broker that takes passwords can do besides.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PasswordSignIn {

  /**
   * Signs a person in by name and password.
   *
   * @param request the wish; its login hint is the name
   * @param password the password, verbatim
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return what the broker said
   * @throws dev.latchkey.domain.error.BrokerException if no answer came that could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  BrokerAnswer acquire(
      BrokerRequest request, Secret password, Deadline deadline, Cancellation cancellation);
}
