package dev.latchkey.application.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The difference that partitions make to the sections of a document. For one thread. */
final class DocumentChange {

  private final Map<Section, Content> sections;
  private final Map<Section, SectionChange> changes = new EnumMap<>(Section.class);

  /**
   * Begins with a document.
   *
   * @param sections what is in it
   * @param now the present
   */
  DocumentChange(Map<Section, Content> sections, Instant now) {
    this.sections = sections;
    // Others never come back to some of their tokens, so whoever writes sweeps.
    Content tokens = sections.get(Section.ACCESS_TOKEN);
    if (tokens != null) {
      tokens.spentAt(now).forEach(this::drop);
    }
  }

  /** Puts rows in the place of others, and leaves those alone that say the same. */
  void put(List<Row> before, List<Row> after) {
    List<Row> fresh = new ArrayList<>();
    Set<Row> left = new LinkedHashSet<>();
    for (Row row : after) {
      Row twin = twin(row, before);
      if (twin == null) {
        fresh.add(row);
      } else {
        left.add(twin);
      }
    }
    Set<Row> gone = new LinkedHashSet<>();
    for (Row row : before) {
      // What is known of an application stays known.
      if (!left.contains(row) && row.section() != Section.APP_METADATA) {
        gone.add(row);
      }
    }
    List<Row> added = new ArrayList<>();
    // The oldest first: of two new tokens that overlap the later one stays.
    for (Row row : fresh) {
      added.removeIf(row::isAboutTheSameAs);
      added.add(merged(row, before, gone));
    }
    gone.forEach(this::drop);
    added.forEach(this::place);
  }

  private static @Nullable Row twin(Row row, List<Row> before) {
    for (Row old : before) {
      if (RowMerge.saysTheSame(row, old)) {
        return old;
      }
    }
    return null;
  }

  private static Row merged(Row row, List<Row> before, Set<Row> gone) {
    Row newest = null;
    Row neighbour = null;
    for (Row old : before) {
      if (row.isAboutTheSameAs(old)) {
        gone.add(old);
        newest = newest == null || old.cachedAt() >= newest.cachedAt() ? old : newest;
      } else if (neighbour == null && old.environment().equals(row.environment())) {
        neighbour = old;
      }
    }
    if (newest != null) {
      return RowMerge.of(row, newest);
    }
    return neighbour == null ? row : RowMerge.spelledAs(row, neighbour);
  }

  private void drop(Row row) {
    in(row.section()).drop(row);
  }

  private void place(Row row) {
    in(row.section()).place(row);
  }

  private SectionChange in(Section section) {
    SectionChange known = changes.get(section);
    if (known == null) {
      known = new SectionChange(sections.getOrDefault(section, Content.NONE));
      changes.put(section, known);
    }
    return known;
  }

  /** {@return the difference to each section that is another then} */
  Map<Section, SectionChange> changes() {
    return changes;
  }
}
