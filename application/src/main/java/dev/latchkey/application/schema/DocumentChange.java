package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
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

  private final Map<Section, JsonFields> sections;
  private final Map<Section, JsonText> changed = new EnumMap<>(Section.class);

  /**
   * Begins with a document.
   *
   * @param rows all rows that are understood
   * @param sections all rows, and what else is there
   * @param now the present
   */
  DocumentChange(List<Row> rows, Map<Section, JsonFields> sections, Instant now) {
    this.sections = sections;
    // Others never come back to some of their tokens, so whoever writes sweeps.
    rows.stream().filter(row -> row.isSpentAt(now)).forEach(this::drop);
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
    in(row.section()).remove(row.key());
  }

  // Keys do not tell where one part ends, so two rows that are not the same may have the same key.
  private void place(Row row) {
    JsonText section = in(row.section());
    String key = row.key();
    for (int i = 2; section.has(key); i++) {
      key = row.key() + "-" + i;
    }
    section.put(key, row.fields());
  }

  private JsonText in(Section section) {
    return changed.computeIfAbsent(
        section,
        it -> {
          JsonFields content = sections.get(it);
          return content == null ? new JsonText() : new JsonText().putAll(content);
        });
  }

  /** {@return the sections that are another then, whole} */
  Map<Section, JsonFields> result() {
    Map<Section, JsonFields> result = new EnumMap<>(Section.class);
    changed.forEach((section, content) -> result.put(section, content.fields()));
    return result;
  }
}
