package dev.latchkey.spi.identity;

import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;

/**
 * One source of tokens among several that are tried in order.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Safe for concurrent use.
 *   <li>Caches by itself, and makes one request for callers who want the same at the same time: the
 *       chain asks the link that won for each token.
 *   <li>Says that it does not work here with {@link
 *       dev.latchkey.domain.error.CredentialUnavailableException}, soon and before anything secret
 *       is sent; the message tells what is missing, by the names of variables and never by their
 *       values. Every other failure ends the search.
 * </ul>
 *
 * @since 0.1
 */
public interface ChainLink extends AutoCloseable {

  /** {@return a short lower-case word for people, such as {@code environment}} */
  String name();

  /**
   * Gets a token.
   *
   * @param request what is asked for
   * @param cancellation gives up early; a token from the cache is returned all the same
   * @return the token
   * @throws dev.latchkey.domain.error.CredentialUnavailableException if this source does not work
   *     here, so that the next may be tried
   * @throws dev.latchkey.domain.error.TokenException if it works here and failed
   */
  TokenResult acquire(ChainRequest request, Cancellation cancellation);

  /** Closes what the link opened. Closing twice does nothing. */
  @Override
  default void close() {}
}
