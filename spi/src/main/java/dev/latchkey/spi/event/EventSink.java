package dev.latchkey.spi.event;

/**
 * Is told of each acquisition. Implementations are safe for concurrent use, return at once and do
 * not throw; what they throw all the same is logged once and dropped.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface EventSink {

  /**
   * Takes one event.
   *
   * @param event what happened; holds no secret and no user name
   */
  void on(TokenEvent event);

  /**
   * Takes one event of the token cache and its store. By default it is ignored.
   *
   * @param event what happened; holds no secret, no user name and no key
   */
  default void onCache(CacheEvent event) {}
}
