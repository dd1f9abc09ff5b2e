package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.site.Site;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The site of the documentation, read in a browser from its folder, without a server. */
@Tag("real-peer")
@Timeout(240)
class SiteIT {

  private static final Path PROJECT =
      Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize().getParent();
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String ENTER = "\uE007";
  private static final String ESCAPE = "\uE00C";

  private static final String LINKS =
      "return [...document.links].map(it => it.href.replace(/#.*/, ''))"
          + ".filter(it => it.startsWith('file:')).join(' ')";
  private static final String PICTURES_NOT_SHOWN =
      "return [...document.images].filter(it => !it.complete || it.naturalWidth === 0)"
          + ".map(it => it.src).join(' ')";
  private static final String WIDER_THAN_THE_SCREEN =
      "return String(document.documentElement.scrollWidth > document.documentElement.clientWidth)";

  @TempDir private static Path site;

  private static Chromium chromium;
  private static Chromium.Window window;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Chromium.isInstalled(), Chromium.MISSING);
    Site.main(new String[] {PROJECT.toString(), site.toString()});
    chromium = Chromium.start();
    window = chromium.open();
  }

  @AfterAll
  static void stop() {
    if (window != null) {
      window.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  private static URI page(String name) {
    return site.resolve(name).toUri();
  }

  @Test
  void everyPageOpensOnANarrowScreenWithItsPictures() {
    window.screen(390, 844);
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(page("index.html").toString()));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (seen.add(next)) {
        window.go(URI.create(next));
        assertThat(window.script(PICTURES_NOT_SHOWN)).as(next).isEmpty();
        assertThat(window.script(WIDER_THAN_THE_SCREEN)).as(next).isEqualTo("false");
        Arrays.stream(window.script(LINKS).split(" "))
            .filter(it -> !it.isEmpty())
            .forEach(open::add);
      }
    }
    assertThat(seen).hasSizeGreaterThan(100);
  }

  @ParameterizedTest
  @CsvSource({
    "hazelcast lock, docs/cache-hazelcast.html",
    "device code, docs/device-code.html",
    "invalid_grant, docs/errors.html",
    "tokenCacheStore, docs/cache.html",
  })
  void searchLeadsToThePage(String words, String page) throws IOException {
    window.screen(1280, 900).go(page("docs/index.html"));
    window.type("#search", words);
    assertThat(window.text("#found li a")).isNotBlank();
    window.screenshot(PICTURES.resolve("site-search-" + words.replace(' ', '-') + ".png"));
    assertThat(found()).contains(page(page).toString());

    String first = found().get(0);
    window.type("#search", ENTER);
    assertThat(window.uri().toString()).startsWith(first);
    assertThat(window.text("main").toLowerCase(Locale.ROOT))
        .contains(words.toLowerCase(Locale.ROOT).split(" "));
  }

  private static List<String> found() {
    String links =
        window.script(
            "return [...document.querySelectorAll('#found a')]"
                + ".map(it => it.href.replace(/#.*/, '')).join(' ')");
    return List.of(links.split(" "));
  }

  @Test
  void searchSaysThatNothingWasFoundAndCloses() {
    window.screen(390, 844).go(page("docs/adr/README.html"));
    window.type("#search", "no such word anywhere");
    assertThat(window.text("#found li")).isEqualTo("Nothing found.");

    window.type("#search", ESCAPE);
    assertThat(window.script("return String(document.getElementById('found').hidden)"))
        .isEqualTo("true");
  }

  @Test
  void pagesLookLikePages() throws IOException {
    for (String name : List.of("index", "scenarios", "performance", "security", "options")) {
      URI page = page("docs/" + name + ".html");
      window.screen(1280, 900).go(page).screenshot(PICTURES.resolve("site-" + name + ".png"));
      window.screen(390, 844).go(page).screenshot(PICTURES.resolve("site-narrow-" + name + ".png"));
      assertThat(window.text("main h1")).isNotBlank();
    }
  }
}
