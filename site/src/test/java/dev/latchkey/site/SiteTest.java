package dev.latchkey.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site has every page of the documentation, and its links lead somewhere. */
class SiteTest {

  private static final Path PROJECT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();

  @TempDir private Path out;

  @Test
  void everyPageIsThereAndNoLinkIsBroken() throws IOException {
    assertThat(Site.make(PROJECT, out)).isEmpty();

    try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
      assertThat(docs.filter(it -> it.toString().endsWith(".md")))
          .hasSizeGreaterThan(70)
          .allSatisfy(it -> assertThat(out.resolve(target(it))).isRegularFile());
    }
    assertThat(out.resolve("docs/images/house.svg")).isRegularFile();
    assertThat(out.resolve("index.html")).content().contains("docs/index.html");
    assertThat(out.resolve("docs/scenarios.html"))
        .content()
        .contains(
            "<table>", "href=\"../examples/src/main/java/dev/latchkey/examples/Daemon.java.html\"");
    assertThat(out.resolve("examples/src/main/java/dev/latchkey/examples/Daemon.java.html"))
        .content()
        .contains("public final class Daemon");
  }

  private static Path target(Path page) {
    return Page.target(PROJECT.relativize(page));
  }

  @Test
  void headingsAreNamedAsInTheRepositoryAndCanBeSearched() throws IOException {
    write("README.md", "# Front");
    write("docs/index.md", "# Documents\n\n[One](one.md)");
    write(
        "docs/one.md",
        """
        # One: the `first`

        Before all.

        ## Again

        Needle in a "stack" </script>

        ## Again
        """);

    assertThat(Site.make(project(), out)).isEmpty();
    assertThat(out.resolve("docs/one.html"))
        .content()
        .contains("id=\"one-the-first\"", "id=\"again\"", "id=\"again-1\"")
        .contains("<a href=\"../docs/one.html\" aria-current=\"page\">One</a>")
        .contains("<a href=\"../docs/index.html\">Documents</a>");
    assertThat(out.resolve("search-index.js"))
        .content()
        .contains("[\"docs/one.html#again\",\"One: the first\",\"Again\",\"Needle in a")
        .doesNotContain("</script>");
  }

  @Test
  void linkThatLeadsNowhereIsSeen() throws IOException {
    write(
        "docs/index.md",
        "# Documents\n\n[a](one.md) [b](one.md#there) [c](gone.md) [d](one.md#gone)");
    write("docs/one.md", "# One\n\n## There\n\n![e](gone.svg) [f](http://plain.example)");

    assertThat(Site.make(project(), out))
        .filteredOn(it -> !it.startsWith("docs/index.html: ../"))
        .containsAll(
            List.of(
                "docs/index.html: gone.html",
                "docs/index.html: one.html#gone",
                "docs/one.html: gone.svg",
                "docs/one.html: http://plain.example"));
  }

  @Test
  void namesInTheTextLeadToTheirJavadoc() throws IOException {
    write("docs/index.md", "# Documents\n\n`PublicClient`, `PublicClient.builder(id)`, `Nobody`");
    write("docs/api/client.txt", "dev.latchkey.client.PublicClient: final class\n");
    Path javadoc = out.resolve("api/client/dev.latchkey.client/dev/latchkey/client");
    Files.createDirectories(javadoc);
    Files.writeString(javadoc.resolve("PublicClient.html"), "<html></html>");
    Files.writeString(out.resolve("api/client/index.html"), "<html></html>");

    assertThat(Site.make(project(), out)).isEmpty();
    assertThat(out.resolve("docs/index.html"))
        .content()
        .containsSubsequence(
            "PublicClient.html\"><code>PublicClient</code></a>",
            "PublicClient.html\"><code>PublicClient.builder(id)</code></a>",
            " <code>Nobody</code>")
        .contains("<a href=\"../api/index.html\">API</a>");
    assertThat(out.resolve("api/index.html"))
        .content()
        .contains("<a href=\"client/index.html\">client</a>");
  }

  @TempDir private Path project;

  private Path project() {
    return project;
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
