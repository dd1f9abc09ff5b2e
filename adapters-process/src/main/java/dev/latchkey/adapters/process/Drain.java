package dev.latchkey.adapters.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads what a child says, on a thread of its own, up to a bound. */
final class Drain {

  private final InputStream from;
  private final int longest;
  private final Runnable onTooMuch;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile byte[] read = {};
  private volatile boolean tooMuch;

  private Drain(InputStream from, int longest, Runnable onTooMuch) {
    this.from = from;
    this.longest = longest;
    this.onTooMuch = onTooMuch;
  }

  static Drain start(String name, InputStream from, int longest, Runnable onTooMuch) {
    Drain drain = new Drain(from, longest, onTooMuch);
    Thread thread = new Thread(drain::run, name);
    thread.setDaemon(true);
    thread.start();
    return drain;
  }

  private void run() {
    try (InputStream in = from) {
      byte[] bytes = in.readNBytes(longest + 1);
      tooMuch = bytes.length > longest;
      if (tooMuch) {
        onTooMuch.run();
      } else {
        read = bytes;
      }
    } catch (IOException e) {
      // The pipe breaks when the child is killed; what it said does not matter then.
      read = new byte[0];
    } finally {
      ended.countDown();
    }
  }

  /** {@return whether all of it was read in time} */
  boolean await(Duration limit) throws InterruptedException {
    return ended.await(Math.max(1, limit.toNanos()), TimeUnit.NANOSECONDS);
  }

  boolean isTooMuch() {
    return tooMuch;
  }

  String text() {
    return new String(read, StandardCharsets.UTF_8);
  }
}
