package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A process that adds one to its own number in a shared file, again and again, and says so once it
 * is saved. Arguments: file, name, how often, and the step to stop at in the second save, or "-".
 * When it stops it says so and waits for a line. In the end it tells the longest of its calls.
 */
final class Writer {

  private static long longestNanos;

  private Writer() {}

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int[] saved = new int[1];
    Disk disk =
        new StoppingDisk(
            new SystemDisk(file),
            (step, path) -> {
              if (step.name().equals(args[3])
                  && saved[0] > 0
                  && !path.toString().endsWith("lock")) {
                say("stopped");
                System.in.read();
              }
            });
    SafeFile safe = new SafeFile(file, Duration.ofSeconds(20), disk);
    try (TokenCacheStore store = new FileTokenCacheStore(safe)) {
      for (int i = 0; i < Integer.parseInt(args[2]); i++) {
        int number = addOne(store, args[1]);
        saved[0]++;
        say("saved " + number);
      }
    }
    say("longest " + Duration.ofNanos(longestNanos).toMillis());
  }

  private static int addOne(TokenCacheStore store, String name) {
    StoredPartition seen = store.load(StoreKey.WHOLE);
    while (true) {
      Map<String, Integer> numbers = Counted.of(seen);
      int number = numbers.merge(name, 1, Integer::sum);
      long begin = System.nanoTime();
      Replaced replaced =
          store.replace(
              StoreKey.WHOLE, seen.version(), Counted.bytes(numbers), Duration.ofHours(1));
      longestNanos = Math.max(longestNanos, System.nanoTime() - begin);
      if (replaced instanceof Replaced.Done) {
        return number;
      }
      seen = ((Replaced.Conflict) replaced).current();
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
