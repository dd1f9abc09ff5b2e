package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.TokenException;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Feeds parsers what becomes of their corpora by damage: cut, joined, repeated, with bytes changed;
 * and sometimes nothing but chance. A parser may read it, or refuse it by a {@link TokenException}
 * or an {@link IllegalArgumentException} whose message is short and has no control characters, and
 * either soon. Immutable.
 *
 * @since 0.1
 */
public final class RandomInput {

  // Of a machine that does something else as well.
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_WORDS = 2_000;
  private static final String SIGNS = "\"'\\{}[]:,;=&%#?+-./@ \t\r\n\u0000*0eE_~";

  private final long seed;

  /**
   * Makes what is random.
   *
   * @param seed the same one gives the same inputs again; failures tell it
   */
  public RandomInput(long seed) {
    this.seed = seed;
  }

  /**
   * A parser.
   *
   * @since 0.1
   */
  @FunctionalInterface
  public interface Reading {

    /**
     * Reads something. What it throws beside {@link TokenException} and {@link
     * IllegalArgumentException} is a finding, assertions too.
     *
     * @param input what is to be read
     * @throws Exception as a parser must not
     */
    void read(byte[] input) throws Exception;
  }

  /**
   * Tries a parser for a while, and at least once.
   *
   * @param name of the parser, for people
   * @param corpus what is damaged; not empty
   * @param reading the parser
   * @param time how long
   * @return how many inputs there were
   * @throws AssertionError if there was a finding; its message has seed and input
   */
  public long tryOut(String name, List<byte[]> corpus, Reading reading, Duration time) {
    Random random = new Random(seed);
    long start = System.nanoTime();
    long count = 0;
    do {
      tryOnce(name, damaged(corpus, random), reading);
      count++;
    } while (System.nanoTime() - start < time.toNanos());
    return count;
  }

  private void tryOnce(String name, byte[] input, Reading reading) {
    // Once more if it took long: the machine may have slept meanwhile.
    boolean isLate = nanos(name, input, reading) > LONGEST.toNanos();
    assertThat(isLate ? nanos(name, input, reading) : 0)
        .as("%s took for base64 %s", name, Base64.getEncoder().encodeToString(input))
        .isLessThan(LONGEST.toNanos());
  }

  private long nanos(String name, byte[] input, Reading reading) {
    long start = System.nanoTime();
    try {
      reading.read(input);
    } catch (TokenException | IllegalArgumentException e) {
      requireFit(e);
    } catch (Exception | Error e) {
      throw new AssertionError(
          name + " with seed " + seed + " at base64 " + Base64.getEncoder().encodeToString(input),
          e);
    }
    return System.nanoTime() - start;
  }

  /**
   * Checks what a parser says when it refuses.
   *
   * @param refusal the exception
   * @throws IllegalStateException if its message is long, or has control characters
   */
  public static void requireFit(RuntimeException refusal) {
    String message = Objects.requireNonNullElse(refusal.getMessage(), "");
    if (message.length() > MOST_WORDS || message.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalStateException("a message of " + message.length() + " characters", refusal);
    }
  }

  // Several small damages: one alone is found by the corpora, many leave nothing to read.
  private static byte[] damaged(List<byte[]> corpus, Random random) {
    byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
    if (random.nextInt(16) == 0) {
      bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
    }
    for (int left = random.nextInt(5); left > 0; left--) {
      bytes = damagedOnce(bytes, corpus.get(random.nextInt(corpus.size())), random);
    }
    return bytes.length > MOST_BYTES ? Arrays.copyOf(bytes, MOST_BYTES) : bytes;
  }

  private static byte[] damagedOnce(byte[] bytes, byte[] other, Random random) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + random.nextInt(20));
    return switch (random.nextInt(7)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> joined(bytes, 0, at, bytes, end, bytes.length);
      case 2 -> joined(bytes, 0, end, bytes, at, bytes.length);
      case 3 -> {
        int from = random.nextInt(other.length + 1);
        yield joined(bytes, 0, at, other, from, other.length);
      }
      case 4 ->
          joined(joined(bytes, 0, at, sign(random), 0, 1), 0, at + 1, bytes, at, bytes.length);
      case 5 -> {
        byte[] many = bytes;
        for (int i = random.nextInt(6); i > 0 && many.length < MOST_BYTES; i--) {
          many = joined(many, 0, end, many, at, many.length);
        }
        yield many;
      }
      default -> {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
          changed[at] ^= (byte) (1 << random.nextInt(8));
        }
        yield changed;
      }
    };
  }

  private static byte[] sign(Random random) {
    return new byte[] {(byte) SIGNS.charAt(random.nextInt(SIGNS.length()))};
  }

  private static byte[] joined(byte[] one, int from, int to, byte[] other, int start, int end) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(one, from, to - from);
    all.write(other, start, end - start);
    return all.toByteArray();
  }
}
