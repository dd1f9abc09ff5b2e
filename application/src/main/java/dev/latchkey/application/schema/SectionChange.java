package dev.latchkey.application.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The difference to one section: rows that go, and rows that come. For one thread. */
final class SectionChange {

  private final Content before;
  private final Set<Row> gone = new LinkedHashSet<>();
  private final List<Row> added = new ArrayList<>();

  // Keys of rows that go. Those that come have the same, mostly.
  private final Set<String> freed = new HashSet<>();

  // Every key that there was or is, once one is wanted that nobody had.
  private @Nullable Set<String> known;

  /**
   * Begins.
   *
   * @param before what there was
   */
  SectionChange(Content before) {
    this.before = before;
  }

  void drop(Row row) {
    if (gone.add(row)) {
      freed.add(row.key());
    }
  }

  // Keys do not tell where one part ends, so two rows that are not the same may have the same key.
  void place(Row row) {
    String key = row.key();
    for (int i = 2; !take(key); i++) {
      key = row.key() + "-" + i;
    }
    added.add(key.equals(row.key()) ? row : row.under(key));
  }

  private boolean take(String key) {
    if (freed.remove(key)) {
      return true;
    }
    Set<String> all = known;
    if (all == null) {
      all = new HashSet<>();
      for (Member member : before.members()) {
        all.add(member.key());
      }
      known = all;
    }
    return all.add(key);
  }

  Set<Row> gone() {
    return gone;
  }

  List<Row> added() {
    return added;
  }

  /** {@return the section after it} */
  Content after() {
    return before.changed(gone, added);
  }
}
