package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is code that compiles. */
class QuotedCodeTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void readmeQuotesTheQuickstart() throws IOException {
    String source =
        Files.readString(
            ROOT.resolve("examples/src/main/java/dev/latchkey/examples/Quickstart.java"));

    assertThat(oneLine(source)).contains(oneLine(firstJavaBlock(ROOT.resolve("README.md"))));
  }

  private static String firstJavaBlock(Path page) throws IOException {
    String text = Files.readString(page);
    int start = text.indexOf("```java\n");
    assertThat(start).isNotNegative();
    return text.substring(start + 8, text.indexOf("```", start + 8));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
