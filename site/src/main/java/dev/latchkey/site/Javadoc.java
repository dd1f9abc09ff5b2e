package dev.latchkey.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which page of the javadoc a name in the text means, if there is javadoc. */
final class Javadoc {

  private static final Pattern TYPE =
      Pattern.compile("([A-Z]\\w+(?:\\.[A-Z]\\w+)*)(?:\\.[a-z].*)?");
  private static final Pattern LISTED = Pattern.compile("([a-z0-9.]+)\\.([A-Z][\\w.]*): .*");

  private final Map<String, String> pages;
  private final List<String> modules;

  private Javadoc(Map<String, String> pages, List<String> modules) {
    this.pages = pages;
    this.modules = modules;
  }

  /**
   * Reads the listings of the public API.
   *
   * @param listings a file for each module
   * @param api where the javadoc lies, a folder for each module; may be missing
   */
  static Javadoc in(Path listings, Path api) throws IOException {
    Map<String, String> pages = new HashMap<>();
    Set<String> twice = new HashSet<>();
    if (Files.isDirectory(api)) {
      try (Stream<Path> files = Files.list(listings)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".txt")).sorted().toList()) {
          String module = file.getFileName().toString().replace(".txt", "");
          for (String line : Files.readAllLines(file)) {
            Matcher type = LISTED.matcher(line);
            if (type.matches()) {
              String page =
                  module
                      + "/dev.latchkey."
                      + module.replace('-', '.')
                      + "/"
                      + type.group(1).replace('.', '/')
                      + "/"
                      + type.group(2)
                      + ".html";
              if (Files.exists(api.resolve(page)) && pages.put(type.group(2), page) != null) {
                twice.add(type.group(2));
              }
            }
          }
        }
      }
    }
    pages.keySet().removeAll(twice);
    return new Javadoc(pages, modules(api));
  }

  private static List<String> modules(Path api) throws IOException {
    if (!Files.isDirectory(api)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(api)) {
      return folders
          .filter(it -> Files.exists(it.resolve("index.html")))
          .map(it -> it.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  /** {@return the modules that there is javadoc of} */
  List<String> modules() {
    return modules;
  }

  /** {@return the page of a type, or of the type whose member is named, below the site's root} */
  Optional<String> page(String code) {
    Matcher type = TYPE.matcher(code);
    return type.matches()
        ? Optional.ofNullable(pages.get(type.group(1))).map(it -> "api/" + it)
        : Optional.empty();
  }
}
