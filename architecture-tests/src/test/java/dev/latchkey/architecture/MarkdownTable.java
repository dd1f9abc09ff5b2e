package dev.latchkey.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of the tables of a page, without their heads, in order. */
final class MarkdownTable {

  private MarkdownTable() {}

  /**
   * Reads the tables below one heading, up to the next of the same or a higher level.
   *
   * @param heading the line with its number signs; a page's first heading means all of it
   */
  static List<List<String>> rows(Path page, String heading) {
    List<List<String>> rows = new ArrayList<>();
    boolean inside = false;
    boolean body = false;
    for (String line : lines(page)) {
      if (line.startsWith("#")) {
        inside = line.equals(heading) || (inside && level(line) > level(heading));
      } else if (!inside || !line.startsWith("|")) {
        body = false;
      } else if (line.matches("[|:\\- ]+")) {
        body = true;
      } else if (body) {
        rows.add(cells(line));
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    // A bar inside of code is written with a backslash.
    String[] parts = line.strip().replaceAll("^\\||\\|$", "").split("(?<!\\\\)\\|", -1);
    return Arrays.stream(parts).map(String::strip).toList();
  }

  private static int level(String heading) {
    return heading.length() - heading.replaceFirst("^#+", "").length();
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
