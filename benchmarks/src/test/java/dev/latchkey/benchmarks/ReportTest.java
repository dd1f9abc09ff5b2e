package dev.latchkey.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      for (Holder holder : Holder.values()) {
        assertThat(figures.cost(Figure.hot(holder, library, 1))).isPresent();
        assertThat(figures.cost(Figure.hot(holder, library, 100).threads(2))).isPresent();
        assertThat(figures.cost(Figure.hot(holder, library, 100).threads(32))).isPresent();
        assertThat(figures.cost(Figure.random(holder, library, 100))).isPresent();
      }
    }
    for (Library library : List.of(Library.LATCHKEY, Library.MSAL4J)) {
      assertThat(figures.cost(Figure.accounts(library, 100))).isPresent();
      assertThat(figures.cost(Figure.refresh(library, 1))).isPresent();
      assertThat(figures.cost(Figure.refresh(library, 100))).isPresent();
    }
    for (Keeping way : Keeping.values()) {
      assertThat(figures.cost(Figure.storedHit(way, 100))).isPresent();
      assertThat(figures.cost(Figure.storedRefresh(way, 100))).isPresent();
    }
    for (Identity identity : Identity.values()) {
      assertThat(figures.cost(Figure.miss(Library.LATCHKEY, identity))).isPresent();
      assertThat(figures.cost(Figure.miss(Library.MSAL4J, identity))).isPresent();
    }
    for (SigningAlgorithm key : List.of(SigningAlgorithm.PS256, SigningAlgorithm.ES256)) {
      assertThat(figures.cost(Figure.boundHit(key))).isPresent();
      assertThat(figures.cost(Figure.boundRequest(key))).isPresent();
    }
    assertThat(figures.ways()).contains(RawSocket.NAME, JdkClient.NAME, "apache", "jdk");
    assertThat(figures.flights())
        .filteredOn(outcome -> outcome.library() == Library.LATCHKEY)
        .hasSize(2)
        .allSatisfy(outcome -> assertThat(outcome.requests()).isEqualTo(1));

    assertThat(page).startsWith("# Performance").doesNotContain("NaN", "not measured");
    for (int target : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18}) {
      assertThat(page).contains("<a id=\"target-" + target + "\"></a>");
    }
    assertThat(folder.resolve("images/app-token-hit.svg")).content().startsWith("<svg");
    assertThat(folder.resolve("images/user-token-hit.svg")).content().startsWith("<svg");
    assertThat(folder.resolve("images/hit-with-store.svg")).content().startsWith("<svg");
    assertThat(folder.resolve("images/save-by-cache-size.svg")).content().startsWith("<svg");
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
