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

/** The difference that one partition makes to the sections of a document. For one thread. */
final class PartitionChange {

  private final Map<Section, JsonFields> sections;
  private final List<Row> before;
  private final Set<Row> gone = new LinkedHashSet<>();
  private final List<Row> added = new ArrayList<>();
  private final Map<Section, JsonText> changed = new EnumMap<>(Section.class);

  /**
   * Looks at a document.
   *
   * @param rows all rows that are understood
   * @param sections all rows, and what else is there
   * @param before the rows of the partition
   * @param now the present
   */
  PartitionChange(
      List<Row> rows, Map<Section, JsonFields> sections, List<Row> before, Instant now) {
    this.sections = sections;
    this.before = before;
    // Others never come back to some of their tokens, so whoever writes sweeps.
    rows.stream().filter(row -> row.isSpentAt(now)).forEach(gone::add);
  }

  /** {@return the sections that are another then, whole} */
  Map<Section, JsonFields> to(List<Row> after) {
    List<Row> fresh = new ArrayList<>();
    Set<Row> left = new LinkedHashSet<>();
    for (Row row : after) {
      Row twin = twin(row);
      if (twin == null) {
        fresh.add(row);
      } else {
        left.add(twin);
      }
    }
    for (Row row : before) {
      if (!left.contains(row) && row.section() != Section.APP_METADATA) {
        gone.add(row);
      }
    }
    // The oldest first: of two new tokens that overlap the later one stays.
    fresh.forEach(this::add);
    gone.forEach(row -> in(row.section()).remove(row.key()));
    added.forEach(this::place);
    Map<Section, JsonFields> result = new EnumMap<>(Section.class);
    changed.forEach((section, content) -> result.put(section, content.fields()));
    return result;
  }

  private @Nullable Row twin(Row row) {
    for (Row old : before) {
      if (RowMerge.saysTheSame(row, old)) {
        return old;
      }
    }
    return null;
  }

  private void add(Row row) {
    Row newest = null;
    for (Row old : before) {
      if (row.isAboutTheSameAs(old)) {
        gone.add(old);
        newest = newest == null || old.cachedAt() >= newest.cachedAt() ? old : newest;
      }
    }
    added.removeIf(row::isAboutTheSameAs);
    added.add(newest == null ? spelledAsOthers(row) : RowMerge.of(row, newest));
  }

  private Row spelledAsOthers(Row row) {
    for (Row old : before) {
      if (old.environment().equals(row.environment())) {
        return RowMerge.spelledAs(row, old);
      }
    }
    return row;
  }

  // Keys do not tell where one part ends, so two rows that are not the same may have the same key.
  private void place(Row row) {
    JsonText section = in(row.section());
    String key = row.key();
    for (int i = 2; section.fields().names().contains(key); i++) {
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
}
