package dev.latchkey.site;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The way through the pages, in the order in which the front page lists them.
 *
 * @param entries the pages
 */
record Navigation(List<Entry> entries) {

  static final Path API = Path.of("api/index.html");

  private static final Path FRONT = Path.of("docs/index.md");
  private static final Pattern LINK = Pattern.compile("<a href=\"([\\w./-]+\\.html)\">([^<]+)</a>");

  /**
   * A page.
   *
   * @param target where it lies in the site
   * @param name what the front page calls it
   */
  record Entry(Path target, String name) {}

  static Navigation of(List<Page> pages) {
    return new Navigation(
        pages.stream()
            .filter(it -> it.source().equals(FRONT))
            .flatMap(
                front ->
                    Stream.concat(
                        Stream.of(new Entry(front.target(), front.title())),
                        LINK.matcher(front.html()).results().map(it -> entry(front, it))))
            .toList());
  }

  /** {@return the way that ends at the javadoc} */
  Navigation withApi() {
    return new Navigation(
        Stream.concat(entries.stream(), Stream.of(new Entry(API, "API"))).toList());
  }

  private static Entry entry(Page front, java.util.regex.MatchResult link) {
    return new Entry(
        front.target().resolveSibling(link.group(1)).normalize(), unescaped(link.group(2)));
  }

  private static String unescaped(String text) {
    return Matcher.quoteReplacement(text).equals(text) ? text.replace("&amp;", "&") : text;
  }
}
