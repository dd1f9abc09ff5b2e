package dev.latchkey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Markdown as links and headings need. */
final class Markdown {

  private static final Pattern LINK =
      Pattern.compile("\\[[^\\[\\]]*]\\(<?([^()\\s<>]+)>?(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern REFERENCE = Pattern.compile("^\\[[^\\]]+]:\\s+<?([^\\s>]+)>?.*");
  private static final Pattern HEADING = Pattern.compile("^(#{1,6})\\s+(.*?)\\s*#*$");
  private static final Pattern ANCHOR = Pattern.compile("<a\\s+(?:id|name)=\"([^\"]+)\"");

  private final Path file;
  private final List<String> lines;

  private Markdown(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /** {@return a file without its code blocks} */
  static Markdown read(Path file) {
    List<String> prose = new ArrayList<>();
    boolean code = false;
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.strip().startsWith("```") || line.strip().startsWith("~~~")) {
          code = !code;
        } else if (!code) {
          prose.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Markdown(file, prose);
  }

  /** {@return the headings in order, without their number signs} */
  List<String> headings() {
    return lines.stream()
        .map(HEADING::matcher)
        .filter(Matcher::matches)
        .map(it -> it.group(2))
        .toList();
  }

  /** {@return the text below the last heading} */
  String lastSection() {
    int start = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (HEADING.matcher(lines.get(i)).matches()) {
        start = i + 1;
      }
    }
    return String.join("\n", lines.subList(start, lines.size()));
  }

  /** {@return the links to files and headings that are not there} */
  List<String> brokenLinks() {
    List<String> broken = new ArrayList<>();
    for (String target : targets()) {
      if (!target.matches("[a-z][a-z0-9+.-]*:.*") && !resolves(target)) {
        broken.add(target);
      }
    }
    return broken;
  }

  private List<String> targets() {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      Matcher link = LINK.matcher(line.replaceAll("`[^`]*`", "code"));
      while (link.find()) {
        found.add(link.group(1));
      }
      Matcher reference = REFERENCE.matcher(line);
      if (reference.matches()) {
        found.add(reference.group(1));
      }
    }
    return found;
  }

  private boolean resolves(String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    Path other =
        path.isEmpty() ? file : file.resolveSibling(URI.create(path).getPath()).normalize();
    if (!Files.exists(other)) {
      return false;
    }
    return hash < 0 || read(other).anchors().contains(target.substring(hash + 1));
  }

  /** {@return what a link to a heading is called, as GitHub makes it} */
  Set<String> anchors() {
    Set<String> found = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    for (String line : lines) {
      Matcher heading = HEADING.matcher(line);
      if (heading.matches()) {
        String slug = slug(heading.group(2));
        int times = seen.merge(slug, 1, Integer::sum);
        found.add(times == 1 ? slug : slug + "-" + (times - 1));
      }
      Matcher anchor = ANCHOR.matcher(line);
      while (anchor.find()) {
        found.add(anchor.group(1));
      }
    }
    return found;
  }

  private static String slug(String heading) {
    return heading
        .replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }
}
