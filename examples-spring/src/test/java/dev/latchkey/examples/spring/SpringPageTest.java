package dev.latchkey.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The Java code of the page on Spring Boot stands in a file that compiles; line breaks may differ.
 */
class SpringPageTest {

  private static final Pattern CODE = Pattern.compile("``` *java\n(.*?)```", Pattern.DOTALL);

  @Test
  void pageQuotesFiles() throws IOException {
    String sources = oneLine(sources());
    List<String> quoted =
        CODE.matcher(Files.readString(Path.of("../docs/spring-boot.md")))
            .results()
            .map((MatchResult block) -> oneLine(block.group(1)))
            .toList();

    assertThat(quoted).hasSize(3).allSatisfy(it -> assertThat(sources).contains(it));
  }

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file)).append('\n');
      }
      return all.toString();
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
