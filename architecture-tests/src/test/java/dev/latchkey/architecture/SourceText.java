package dev.latchkey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source of a class, as far as comments and what they stand before are concerned. */
final class SourceText {

  private static final String COMMENT = "/\\*\\*([^*]*+(?:\\*(?!/)[^*]*+)*+)\\*/\\s*";
  private static final String ANNOTATIONS = "(?:@\\w+(?:\\([^)]*\\))?(?:\\s*//[^\n]*)?\\s+)*";
  private static final Map<String, Path> FILES = files();

  private final String text;

  private SourceText(String text) {
    this.text = text;
  }

  /** {@return the source of a public class of a module, by the class's full name} */
  static SourceText of(String className) {
    Path file = FILES.get(className);
    if (file == null) {
      throw new AssertionError("no source of " + className);
    }
    try {
      return new SourceText(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Path> files() {
    Map<String, Path> found = new HashMap<>();
    try (Stream<Path> modules = Files.list(House.project())) {
      for (Path module : modules.toList()) {
        Path root = module.resolve("src/main/java");
        if (Files.isDirectory(root)) {
          try (Stream<Path> files = Files.walk(root)) {
            files
                .filter(it -> it.toString().endsWith(".java"))
                .forEach(
                    it ->
                        found.put(
                            root.relativize(it).toString().replace(".java", "").replace('/', '.'),
                            it));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** {@return the comment before the declaration of a type, which may be nested} */
  Optional<String> commentOfType(String simpleName) {
    return find(
        "(?:[\\w.-]+\\s+)*?(?:class|interface|record|enum|@interface)\\s+" + simpleName + "\\b");
  }

  /** {@return the comment before the method of a name, a result type and a first parameter} */
  Optional<String> commentOfMethod(String result, String name, String first) {
    return find(
        "(?:\\w+\\s+)*?"
            + Pattern.quote(result)
            + "(?:<[^>]*>)?\\s+"
            + name
            + "\\(\\s*(?:@\\w+\\s+)*(?:[\\w.]+\\.)?"
            + Pattern.quote(first)
            + "\\b");
  }

  private Optional<String> find(String declaration) {
    Matcher matcher = Pattern.compile(COMMENT + ANNOTATIONS + declaration).matcher(text);
    return matcher.find()
        ? Optional.of(matcher.group(1).replaceAll("(?m)^\\s*\\* ?", ""))
        : Optional.empty();
  }
}
