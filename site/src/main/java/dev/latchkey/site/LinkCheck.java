package dev.latchkey.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for links of the finished site that lead nowhere. */
final class LinkCheck {

  private static final Pattern LINK = Pattern.compile("\\s(?:href|src)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("\\s(?:id|name)=\"([^\"]+)\"");

  private final Path root;
  private final Map<Path, Set<String>> anchors = new HashMap<>();

  private LinkCheck(Path root) {
    this.root = root;
  }

  /** {@return a line for each link that is broken, in pages of ours; javadoc checks its own} */
  static List<String> broken(Path root) throws IOException {
    LinkCheck check = new LinkCheck(root);
    List<String> broken = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(it -> it.toString().endsWith(".html")).sorted().toList()) {
        if (!file.startsWith(root.resolve("api"))) {
          Matcher link = LINK.matcher(Files.readString(file));
          while (link.find()) {
            if (!check.leads(file, link.group(1).replace("&amp;", "&"))) {
              broken.add(root.relativize(file) + ": " + link.group(1));
            }
          }
        }
      }
    }
    return broken;
  }

  private boolean leads(Path file, String link) throws IOException {
    if (link.startsWith("https://")) {
      return URI.create(link).getHost() != null;
    }
    if (link.matches("[a-z][a-z0-9+.-]*:.*")) {
      return false;
    }
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    if (!target.startsWith(root) || !Files.isRegularFile(target)) {
      return false;
    }
    return hash < 0 || anchorsOf(target).contains(link.substring(hash + 1));
  }

  private Set<String> anchorsOf(Path page) throws IOException {
    if (!anchors.containsKey(page)) {
      anchors.put(
          page,
          ANCHOR
              .matcher(Files.readString(page))
              .results()
              .map(it -> it.group(1))
              .collect(Collectors.toSet()));
    }
    return anchors.get(page);
  }
}
