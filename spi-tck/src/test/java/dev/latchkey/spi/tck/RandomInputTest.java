package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RandomInputTest {

  private static final Duration TIME = Duration.ofMillis(50);
  private static final List<byte[]> CORPUS =
      List.of("a text of some length".getBytes(StandardCharsets.UTF_8), new byte[] {1, 2, 3});

  private static long tried(RandomInput.Reading reading) {
    return new RandomInput(7).tryOut("parser", CORPUS, reading, TIME);
  }

  private static List<String> inputs(long seed) {
    List<String> inputs = new ArrayList<>();
    new RandomInput(seed)
        .tryOut(
            "parser",
            CORPUS,
            input -> inputs.add(new String(input, StandardCharsets.ISO_8859_1)),
            TIME);
    return inputs;
  }

  @Test
  void givesTheSameInputsForTheSameSeed() {
    List<String> one = inputs(1);
    List<String> same = inputs(1);
    int both = Math.min(one.size(), same.size());
    assertThat(one.subList(0, both)).isEqualTo(same.subList(0, both));
    assertThat(inputs(2).subList(0, 5)).isNotEqualTo(one.subList(0, 5));
    assertThat(one).hasSizeGreaterThan(5);
  }

  @Test
  void refusalsAreNoFinding() {
    long count =
        tried(
            input -> {
              if (input.length % 2 == 0) {
                throw new CacheException("it is damaged");
              }
              throw new IllegalArgumentException("it is no number");
            });
    assertThat(count).isPositive();
  }

  @Test
  void whatElseIsThrownIsAFinding() {
    for (Throwable thrown :
        List.of(new IndexOutOfBoundsException(), new StackOverflowError(), new AssertionError())) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () ->
                  tried(
                      input -> {
                        if (thrown instanceof Error error) {
                          throw error;
                        }
                        throw (Exception) thrown;
                      }))
          .withMessageContaining("parser with seed 7 at base64 ")
          .withCause(thrown);
    }
  }

  @Test
  void refusalsThatShowWhatWasReadAreFindings() {
    assertThatThrownBy(
            () ->
                tried(
                    input -> {
                      throw new IllegalArgumentException("x".repeat(3_000));
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a message of 3000 characters");
    assertThatThrownBy(
            () ->
                tried(
                    input -> {
                      throw new CacheException("two\nlines");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }
}
