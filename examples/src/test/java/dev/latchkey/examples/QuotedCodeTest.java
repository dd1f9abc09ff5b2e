package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first code that a page shows stands in a file that compiles; line breaks may differ. */
class QuotedCodeTest {

  private static final Path ROOT = Path.of("..");
  private static final String CODE = "```java\n";

  @ParameterizedTest
  @CsvSource({
    "README.md, examples/src/main/java/dev/latchkey/examples/Quickstart.java",
    "docs/credentials.md, examples/src/main/java/dev/latchkey/examples/CertificateDaemon.java",
    "docs/challenges.md, examples/src/main/java/dev/latchkey/examples/ProtectedCalls.java",
    "docs/proof-of-possession.md, examples/src/main/java/dev/latchkey/examples/BoundTokens.java",
    "docs/device-code.md, examples/src/main/java/dev/latchkey/examples/CommandLineTool.java",
    "docs/web-applications.md, examples/src/main/java/dev/latchkey/examples/webapp/Site.java",
    "docs/sign-in.md, examples/src/main/java/dev/latchkey/examples/SignIn.java",
    "docs/sandbox.md, examples/src/test/java/dev/latchkey/examples/ReportTest.java"
  })
  void pageQuotesFile(String page, String file) throws IOException {
    String text = Files.readString(ROOT.resolve(page));
    int start = text.indexOf(CODE) + CODE.length();

    assertThat(start).isGreaterThan(CODE.length());
    assertThat(oneLine(Files.readString(ROOT.resolve(file))))
        .contains(oneLine(text.substring(start, text.indexOf("```", start))));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
