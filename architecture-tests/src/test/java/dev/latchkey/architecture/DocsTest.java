package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documentation points at is there. */
class DocsTest {

  private static final Path PROJECT = House.project();
  private static final Path DOCS = PROJECT.resolve("docs");
  private static final List<String> FRONT_PAGES = List.of("README.md", "CONTRIBUTING.md");

  private static Set<String> testClasses = Set.of();

  static List<Path> pages() throws IOException {
    try (Stream<Path> front = Files.list(PROJECT);
        Stream<Path> docs = Files.exists(DOCS) ? Files.walk(DOCS) : Stream.of()) {
      return Stream.concat(front, docs)
          .filter(it -> it.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  static List<Path> decisions() {
    return Decisions.in(DOCS.resolve("adr")).files();
  }

  // The first decision record opens the documentation; before it there is nothing to check.
  @Test
  void frontPagesAreThere() {
    if (!decisions().isEmpty()) {
      assertThat(FRONT_PAGES).allSatisfy(it -> assertThat(PROJECT.resolve(it)).exists());
    }
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("pages")
  void everyRelativeLinkLeadsSomewhere(Path page) {
    assertThat(Markdown.read(page).brokenLinks()).as("broken links of %s", page).isEmpty();
  }

  @Test
  void decisionsAreNumberedWithoutGaps() {
    assertThat(Decisions.in(DOCS.resolve("adr")).misnumbered()).isEmpty();
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("decisions")
  void decisionEndsWithTheTestThatConfirmsIt(Path decision) throws IOException {
    assertThat(Decisions.faultsOfConfirmation(decision, testClasses))
        .as("faults of %s", decision)
        .isEmpty();
  }

  // Once: it takes as long as all decisions together.
  @BeforeAll
  static void findTestClasses() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT)) {
      testClasses =
          files
              .map(it -> PROJECT.relativize(it).toString().replace('\\', '/'))
              .filter(it -> it.matches(".*src/(main|test)/java/.*\\.java"))
              .map(it -> it.substring(it.lastIndexOf('/') + 1, it.length() - ".java".length()))
              .collect(Collectors.toSet());
    }
  }

  @Test
  void brokenLinkIsSeen(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("other.md"), "# A heading\n\n## Second: `one`\n\n## A heading");
    Path page = folder.resolve("page.md");
    Files.writeString(
        page,
        """
        # Here
        [good](other.md) [good](other.md#second-one) [good](other.md#a-heading-1) [good](#here)
        [good](https://example.com/gone.md) `[code](gone.md)` ![bad](gone.png)
        [bad](gone.md) [bad](other.md#gone) [bad](#gone) [also bad][it]
        [it]: gone-too.md
        ```
        [code](gone.md)
        ```
        """);

    assertThat(Markdown.read(page).brokenLinks())
        .containsExactly("gone.png", "gone.md", "other.md#gone", "#gone", "gone-too.md");
  }

  @Test
  void decisionWithoutConfirmationIsSeen(@TempDir Path folder) throws IOException {
    Path good = write(folder, "0001-good.md", "# Good\n## Confirmation\n`DocsTest` does.");
    Path none = write(folder, "0002-none.md", "# None\n## Consequences\nDocsTest");
    Path vague = write(folder, "0003-vague.md", "# Vague\n## Confirmation\nA review.");
    Path wrong = write(folder, "0005-wrong.md", "# Wrong\n## Confirmation\n`GoneTest`");

    Set<String> tests = Set.of("DocsTest");
    assertThat(Decisions.faultsOfConfirmation(good, tests)).isEmpty();
    assertThat(Decisions.faultsOfConfirmation(none, tests)).hasSize(1);
    assertThat(Decisions.faultsOfConfirmation(vague, tests)).hasSize(1);
    assertThat(Decisions.faultsOfConfirmation(wrong, tests))
        .containsExactly("there is no test class GoneTest");
    assertThat(Decisions.in(folder).misnumbered())
        .containsExactly("0005-wrong.md where 0004-... is expected");
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
