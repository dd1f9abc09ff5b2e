package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that docs/getting-started.md shows; scripts/first-hour makes a project of them. */
class GettingStartedTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");

  private static String shown(String file) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/getting-started.md"));
    Matcher block =
        Pattern.compile("(?s)`" + Pattern.quote(file) + "`:\\n\\n```\\w+\\n(.*?)```").matcher(page);
    assertThat(block.find()).as("the page shows %s", file).isTrue();
    return block.group(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main/java/com/example/Orders.java",
        "src/test/java/com/example/OrdersTest.java"
      })
  void codeIsThatOfTheExamples(String file) throws IOException {
    assertThat(shown(file)).isEqualTo(Files.readString(Path.of(file)));
  }

  @Test
  void theProjectTakesThisVersion() throws IOException {
    Matcher own = VERSION.matcher(Files.readString(ROOT.resolve("bom/pom.xml")));
    assertThat(own.find()).isTrue();

    assertThat(shown("pom.xml"))
        .containsPattern(
            "<artifactId>latchkey-bom</artifactId>\\s+<version>" + Pattern.quote(own.group(1)));
  }
}
