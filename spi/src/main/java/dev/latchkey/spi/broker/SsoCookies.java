package dev.latchkey.spi.broker;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * What a broker that signs browsers in with the device's primary refresh token can do besides.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SsoCookies {

  /**
   * Gives the cookies for one visit to a sign-in page.
   *
   * @param request the wish, with its account
   * @param page the sign-in page, with the nonce that it asked for in {@code sso_nonce}
   * @param deadline when the answer has to be there
   * @param cancellation gives up early
   * @return the cookies; not empty
   * @throws dev.latchkey.domain.error.BrokerException if the broker refused, or no answer came that
   *     could be read
   * @throws dev.latchkey.domain.error.CancelledException if cancelled or interrupted
   */
  List<Cookie> acquire(
      BrokerRequest request, URI page, Deadline deadline, Cancellation cancellation);

  /**
   * One cookie.
   *
   * @param name its name
   * @param value its value
   * @since 0.1
   */
  record Cookie(String name, Secret value) {
    /**
     * Checks that both are there.
     *
     * @param name its name
     * @param value its value
     */
    public Cookie {
      Objects.requireNonNull(name, "cookie name");
      Objects.requireNonNull(value, "cookie value");
    }
  }
}
