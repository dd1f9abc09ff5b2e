package dev.latchkey.spi.event;

/**
 * Is told of each acquisition, in order and by one thread per client, which no acquisition waits
 * for. A sink that was given to several clients is safe for concurrent use.
 *
 * <p>At most 1,024 events wait for a sink; of one that is slower than that, events are lost, and a
 * warning is logged once. What a sink throws is logged once and dropped. Closing a client waits for
 * its sink for at most a second.
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

  /**
   * Takes the size of the token cache, after the client, or another that shares the cache, has
   * changed it. By default it is ignored.
   *
   * @param size how much is in memory now; more changes may have come since that are told next
   */
  default void onCacheSize(CacheSize size) {}
}
