package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One encrypted file with everybody's tokens, and a process of little memory that uses it. */
@DisplayName("A large cache file (F-11)")
class LargeFileTest {

  private static final Duration LOOK = Duration.ofMillis(2);
  private static final List<String> LARGE = List.of("-Xmx3g");

  @TempDir private Path directory;

  @Test
  @Timeout(60)
  @DisplayName("is read once, answers every silent call, and takes what is saved")
  void isRead() throws Exception {
    Seen seen = seen(30, 20, 400, 2_000, 2, "64m");

    assertThat(seen.lockNanos()).isPositive();
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("of a hundred thousand tokens is read, answers and is written in time")
  void ofAHundredThousandTokensIsReadInTime() throws Exception {
    int length = Integer.getInteger("large.token", 1_000);
    Seen seen = seen(1_000, 100, length, 200_000, 3, System.getProperty("large.heap", "512m"));

    assertThat(seen.loadNanos()).isLessThanOrEqualTo(Duration.ofSeconds(5).toNanos());
    assertThat(seen.hitNanos()).isLessThanOrEqualTo(Duration.ofMillis(1).toNanos());
    assertThat(seen.lockNanos()).isBetween(1L, Duration.ofSeconds(1).toNanos());
  }

  /** What a process was seen to do. */
  private record Seen(long loadNanos, long hitNanos, long lockNanos) {}

  private Seen seen(int people, int tokens, int length, int hits, int saves, String heap)
      throws Exception {
    Path file = directory.resolve("cache.json");
    OwnProcess.run(LARGE, LargeFile.class, "write", file, people, tokens, length);
    // Of each the tokens, a refresh token and an account; a refresh tells of the application.
    int rows = people * (tokens + 2) + 1;
    try (RotatingAuthority authority = new RotatingAuthority(3_600, 0)) {
      Process process =
          OwnProcess.start(
              List.of("-Xmx" + heap),
              LargeFile.class,
              file,
              authority.port(),
              people,
              tokens,
              hits,
              saves);
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        long[] loaded = said(output, "loaded");
        long[] answered = said(output, "hits");
        assertThat(output.readLine()).isEqualTo("ready");
        assertThat(loaded).endsWith(0, people);
        assertThat(answered).endsWith(0, hits);
        assertThat(authority.requests()).isZero();

        AtomicBoolean isOver = new AtomicBoolean();
        AtomicLong longest = new AtomicLong();
        Thread watcher = new Thread(() -> watch(file, isOver, longest), "watcher");
        watcher.start();
        long[] saved;
        try {
          OutputStream input = process.getOutputStream();
          input.write('\n');
          input.flush();
          saved = said(output, "saved");
        } finally {
          isOver.set(true);
          watcher.join();
        }
        assertThat(saved[1]).isEqualTo(saves);
        assertThat(authority.requests()).isEqualTo(saves);
        assertThat(authority.refusals()).isZero();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        // Nothing has gone, and nothing came twice.
        assertThat(OwnProcess.run(LARGE, LargeFile.class, "size", file))
            .containsExactly(Integer.toString(rows));
        System.out.printf(
            "%d tokens of %d characters, %d MB: loaded in %d ms, hits %d us at the 99th percentile,"
                + " lock held %d ms, longest save %d ms, %d MB used%n",
            people * tokens,
            length,
            file.toFile().length() >> 20,
            TimeUnit.NANOSECONDS.toMillis(loaded[0]),
            TimeUnit.NANOSECONDS.toMicros(answered[0]),
            TimeUnit.NANOSECONDS.toMillis(longest.get()),
            TimeUnit.NANOSECONDS.toMillis(saved[0]),
            saved[2]);
        return new Seen(loaded[0], answered[0], longest.get());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  // As somebody who waits for it sees it: from the last time it was free to the next.
  private static void watch(Path file, AtomicBoolean isOver, AtomicLong longest) {
    Path lock = file.resolveSibling(file.getFileName() + ".lock");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      long free = System.nanoTime();
      boolean wasHeld = false;
      while (!isOver.get()) {
        try (FileLock mine = channel.tryLock(0, 1, false)) {
          long now = System.nanoTime();
          if (mine != null) {
            longest.accumulateAndGet(wasHeld ? now - free : 0, Math::max);
            free = now;
          }
          wasHeld = mine == null;
        }
        assertThat(new CountDownLatch(1).await(LOOK.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long[] said(BufferedReader output, String what) throws IOException {
    String line = output.readLine();
    if (line == null || !line.startsWith(what + " ")) {
      throw new AssertionError(line + "\n" + String.join("\n", output.lines().toList()));
    }
    return Arrays.stream(line.substring(what.length() + 1).split(" ", -1))
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
