package dev.latchkey.application.schema;

import dev.latchkey.domain.cache.PartitionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose rows are whose, but for those of applications, which are everybody's. Immutable, once all
 * rows that were read are in.
 */
final class Holders {

  private final Map<PartitionKey, List<Row>> rows;

  private Holders(Map<PartitionKey, List<Row>> rows) {
    this.rows = rows;
  }

  /** {@return a collection of none, to be filled by who makes it} */
  static Holders none() {
    return new Holders(new LinkedHashMap<>());
  }

  /** Adds a row that was read: sections come one after the other. */
  void add(Row row) {
    PartitionKey key = row.partition();
    if (key != null) {
      List<Row> own = rows.get(key);
      if (own == null) {
        own = new ArrayList<>(4);
        rows.put(key, own);
      }
      own.add(row);
    }
  }

  /** {@return the rows that are looked for there in first, those of one section together} */
  List<Row> rowsOf(PartitionKey key) {
    return rows.getOrDefault(key, List.of());
  }

  /** {@return all of them, by holder} */
  Map<PartitionKey, List<Row>> all() {
    return rows;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** {@return what they are with other rows} */
  Holders changed(Collection<Row> gone, Collection<Row> added) {
    Holders next = new Holders(new LinkedHashMap<>(rows));
    gone.forEach(next::remove);
    added.forEach(next::addBeside);
    return next;
  }

  // Each list that changes is a new one: the old one is still another's.
  private void remove(Row row) {
    PartitionKey key = row.partition();
    if (key != null) {
      List<Row> own = new ArrayList<>(rowsOf(key));
      own.remove(row);
      if (own.isEmpty()) {
        rows.remove(key);
      } else {
        rows.put(key, own);
      }
    }
  }

  private void addBeside(Row row) {
    PartitionKey key = row.partition();
    if (key != null) {
      List<Row> own = new ArrayList<>(rowsOf(key));
      int at = own.size();
      for (int i = 0; i < own.size(); i++) {
        at = own.get(i).section() == row.section() ? i + 1 : at;
      }
      own.add(at, row);
      rows.put(key, own);
    }
  }
}
