package dev.latchkey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every benchmark once, in this process, so that none can rot; what it measures is nothing.
 */
class ReportTest {

  @Test
  void everyBenchmarkRunsAndThePageShowsIt(@TempDir Path folder) throws Exception {
    Figures figures = Suite.smoke().run();
    String page = Files.readString(Report.write(figures, "once", folder));

    for (Library library : Library.values()) {
      for (int size : new int[] {1, 100}) {
        assertThat(figures.cost(Figure.hot(library, size))).isPresent();
        assertThat(figures.cost(Figure.hot(library, size).threads(2))).isPresent();
        assertThat(figures.cost(Figure.hot(library, size).threads(32))).isPresent();
      }
      assertThat(figures.cost(Figure.random(library, 100))).isPresent();
    }
    for (Identity identity : Identity.values()) {
      assertThat(figures.cost(Figure.miss(Library.LATCHKEY, identity))).isPresent();
      assertThat(figures.cost(Figure.miss(Library.MSAL4J, identity))).isPresent();
    }
    assertThat(figures.ways()).contains(RawSocket.NAME, JdkClient.NAME, "apache", "jdk");
    assertThat(figures.flights())
        .filteredOn(outcome -> outcome.library() == Library.LATCHKEY)
        .hasSize(2)
        .allSatisfy(outcome -> assertThat(outcome.requests()).isEqualTo(1));

    assertThat(page).startsWith("# Performance").doesNotContain("NaN", "not measured");
    for (int target : new int[] {1, 2, 3, 4, 5, 6, 7, 15}) {
      assertThat(page).contains("<a id=\"target-" + target + "\"></a>");
    }
    assertThat(folder.resolve("images/app-token-hit.svg")).content().startsWith("<svg");
  }

  @Test
  void everyTokenTellsItsRequest() {
    IntStream.range(0, 100_000)
        .forEach(
            request -> {
              String path = "/" + Layout.tenant(request) + "/oauth2/v2.0/token";
              String form = "scope=" + Layout.scope(request);
              if (Layout.request(path, form) != request) {
                throw new AssertionError(path + " " + form);
              }
              TokenText.checked(TokenText.of(request), request);
            });
  }
}
