package dev.latchkey.application.events;

import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.event.CacheSize;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The observer of a client, if it has one, and the log. An event is made only for them. The
 * observer is told on a thread of its own, so that nothing it does slows or fails an acquisition;
 * one that is too slow loses events. Safe for concurrent use.
 */
public final class Events implements AutoCloseable {

  private static final int MOST_WAITING = 1_024;
  private static final int CLOSE_SECONDS = 1;

  private final @Nullable EventSink sink;
  private final @Nullable ThreadPoolExecutor teller;
  private final AtomicBoolean complained = new AtomicBoolean();
  private final AtomicBoolean complainedOfLoss = new AtomicBoolean();

  /**
   * Tells an observer.
   *
   * @param sink the observer, or null for none
   */
  public Events(@Nullable EventSink sink) {
    this.sink = sink;
    this.teller = sink == null ? null : newTeller(sink.getClass().getClassLoader());
  }

  private ThreadPoolExecutor newTeller(@Nullable ClassLoader classLoader) {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(task, "latchkey-events");
              thread.setDaemon(true);
              thread.setContextClassLoader(classLoader);
              return thread;
            },
            (task, pool) -> complainOfLoss());
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  /** {@return whether somebody listens} */
  public boolean areWanted() {
    return sink != null;
  }

  /**
   * Tells of something, and returns at once.
   *
   * @param event made only if somebody listens or it is logged
   */
  public void tell(Supplier<TokenEvent> event) {
    boolean isLogged = Log.LOG.isLoggable(System.Logger.Level.DEBUG);
    if (sink == null && !isLogged) {
      return;
    }
    TokenEvent told = event.get();
    if (isLogged && !isHit(told)) {
      Log.LOG.log(
          System.Logger.Level.DEBUG,
          () -> told + told.correlationId().map(id -> " under correlation id " + id).orElse(""));
    }
    if (teller != null) {
      teller.execute(() -> tellSink(it -> it.on(told)));
    }
  }

  /**
   * Tells of something about the cache, and returns at once.
   *
   * @param event made only if somebody listens
   */
  public void tellCache(Supplier<CacheEvent> event) {
    if (teller != null) {
      CacheEvent told = event.get();
      teller.execute(() -> tellSink(it -> it.onCache(told)));
    }
  }

  /**
   * Tells how large the cache is, and returns at once.
   *
   * @param size measured when the observer is told, so that the last one told is right
   */
  public void tellCacheSize(Supplier<CacheSize> size) {
    if (teller != null) {
      teller.execute(() -> tellSink(it -> it.onCacheSize(size.get())));
    }
  }

  // Without an observer hits are not told of at all, so that the log has none either way.
  private static boolean isHit(TokenEvent event) {
    return event.outcome() == TokenEvent.Outcome.SUCCESS && event.source() == TokenSource.CACHE;
  }

  // Whatever a sink throws, errors of the runtime's linker included, it throws at nobody.
  private void tellSink(Consumer<EventSink> how) {
    try {
      if (sink != null) {
        how.accept(sink);
      }
    } catch (RuntimeException | Error e) {
      if (complained.compareAndSet(false, true)) {
        Log.LOG.log(
            System.Logger.Level.WARNING,
            "an event sink failed and was ignored; further failures are not logged",
            e);
      }
    }
  }

  private void complainOfLoss() {
    if (teller != null && !teller.isShutdown() && complainedOfLoss.compareAndSet(false, true)) {
      Log.LOG.log(
          System.Logger.Level.WARNING,
          "an event sink is slower than its events, of which some are lost from now on; let it hand"
              + " over what takes time");
    }
  }

  /** Tells what waits to be told, for at most a second. */
  @Override
  public void close() {
    if (teller == null) {
      return;
    }
    teller.shutdown();
    try {
      if (!teller.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        teller.shutdownNow();
      }
    } catch (InterruptedException e) {
      teller.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static final class Log {
    private static final System.Logger LOG = System.getLogger(Events.class.getName());
  }
}
