package dev.latchkey.spi.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;

/**
 * What a broker that signs HTTP requests by themselves, without giving a token, can do besides.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RequestSigning {

  /**
   * Signs one HTTP request with a key of the broker's.
   *
   * @param call who asks
   * @param account whose key
   * @param proof the request
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return the signed request, a compact JWS
   * @throws dev.latchkey.domain.error.BrokerException if the broker refused, or no answer came that
   *     could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  Secret sign(
      BrokerCall call,
      BrokerAccount account,
      ProofOfPossession proof,
      Deadline deadline,
      Cancellation cancellation);
}
