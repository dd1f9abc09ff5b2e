package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Meets the rows of a section again while somebody walks over what is in it, in the same order, so
 * that none has to be looked up. For one thread.
 */
final class RowWalk {

  private final List<Row> rows;
  private final JsonFields content;
  private int next;

  /**
   * Begins.
   *
   * @param rows in the order in which they stood; some may be gone
   * @param content what is walked over
   */
  RowWalk(List<Row> rows, JsonFields content) {
    this.rows = rows;
    this.content = content;
  }

  /** {@return the row that stands there, or null if there was none} */
  @Nullable Row meet(String key, @Nullable JsonFields fields) {
    for (int i = next; fields != null && i < rows.size(); i++) {
      Row row = rows.get(i);
      if (row.key().equals(key) && row.fields().areThoseOf(fields)) {
        next = i + 1;
        return row;
      }
      JsonFields there = content.objectOrNull(row.key());
      if (there != null && row.fields().areThoseOf(there)) {
        // It comes later: this one is new, or not understood.
        return null;
      }
    }
    return null;
  }
}
