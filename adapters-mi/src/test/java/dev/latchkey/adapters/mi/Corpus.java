package dev.latchkey.adapters.mi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;

/** Rows of a file beside the tests; a vertical bar between blanks parts the cells. */
final class Corpus {

  private Corpus() {}

  static Stream<String[]> rows(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Corpus.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(it -> !it.startsWith("#"))
          .map(it -> Arrays.stream(it.split(" \\| ", -1)).toArray(String[]::new));
    }
  }
}
