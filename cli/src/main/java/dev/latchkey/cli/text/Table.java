package dev.latchkey.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Columns of text, aligned with blanks. For one thread. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> numbers;

  /**
   * Begins a table.
   *
   * @param numbers the columns, counted from 0, that are aligned to the right
   * @param heads what stands over the columns
   */
  public Table(Set<Integer> numbers, String... heads) {
    this.numbers = Set.copyOf(numbers);
    rows.add(List.of(heads));
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are heads
   */
  public void row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException("a row has as many cells as the table has heads");
    }
    rows.add(List.of(cells));
  }

  /** {@return the lines, the heads underlined} */
  public List<String> lines() {
    return lines(Integer.MAX_VALUE);
  }

  /**
   * Writes the table down.
   *
   * @param width where lines have to end: the last column goes on below itself
   * @return the lines, the heads underlined
   */
  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.addAll(Paragraph.of(line(row), width, lastColumn()));
      if (lines.size() == 1) {
        lines.add(line(row.stream().map(head -> "-".repeat(head.length())).toList()));
      }
    }
    return lines;
  }

  private int lastColumn() {
    int begin = 0;
    for (int column = 0; column < rows.get(0).size() - 1; column++) {
      begin += width(column) + 2;
    }
    return begin;
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      String cell = row.get(column);
      String blanks = " ".repeat(width(column) - cell.length());
      line.append(numbers.contains(column) ? blanks + cell : cell + blanks).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
