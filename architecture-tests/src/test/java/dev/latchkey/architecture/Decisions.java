package dev.latchkey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The decision records in a folder, and what is wrong with them. */
final class Decisions {

  private static final Pattern NAME = Pattern.compile("(\\d{4})-[a-z0-9]+(-[a-z0-9]+)*\\.md");
  private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*(Test|IT|Contract)\\b");

  private final List<Path> files;

  private Decisions(List<Path> files) {
    this.files = files;
  }

  /**
   * {@return the records of a folder, which may not exist; its README is an index and no record}
   */
  static Decisions in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return new Decisions(List.of());
    }
    try (Stream<Path> all = Files.list(folder)) {
      return new Decisions(
          all.filter(it -> it.toString().endsWith(".md"))
              .filter(it -> !it.endsWith("README.md"))
              .sorted()
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  List<Path> files() {
    return files;
  }

  /** {@return names that are not those of the next record} */
  List<String> misnumbered() {
    List<String> wrong = new ArrayList<>();
    int next = 1;
    for (Path file : files) {
      String name = file.getFileName().toString();
      if (!NAME.matcher(name).matches() || Integer.parseInt(name.substring(0, 4)) != next) {
        wrong.add(name + " where " + String.format("%04d", next) + "-... is expected");
      }
      next++;
    }
    return wrong;
  }

  /** {@return what is wrong with the end of a record; empty if nothing} */
  static List<String> faultsOfConfirmation(Path record, Set<String> testClasses) {
    Markdown text = Markdown.read(record);
    List<String> headings = text.headings();
    if (headings.isEmpty() || !headings.get(headings.size() - 1).equals("Confirmation")) {
      return List.of("its last section is not Confirmation");
    }
    List<String> named =
        TEST.matcher(text.lastSection()).results().map(MatchResult::group).distinct().toList();
    return named.isEmpty()
        ? List.of("its Confirmation names no test class")
        : named.stream()
            .filter(it -> !testClasses.contains(it))
            .map(it -> "there is no test class " + it)
            .toList();
  }
}
