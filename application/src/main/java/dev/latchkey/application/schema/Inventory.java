package dev.latchkey.application.schema;

import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rows are worth at one moment. */
final class Inventory {

  private final Instant now;
  private final Set<Holder> holders = new HashSet<>();

  Inventory(List<Row> rows, Instant now) {
    this.now = now;
    for (Row row : rows) {
      if (row.section() == Section.REFRESH_TOKEN
          || row.section() == Section.ACCESS_TOKEN && !row.isSpentAt(now)) {
        holders.add(Holder.of(row));
      }
    }
  }

  /** Who can do something with what is there: a person in one environment, or in a session. */
  private record Holder(
      @Nullable HomeAccountId person, Environment environment, @Nullable String session) {

    static Holder of(Row row) {
      return new Holder(row.person(), row.environment(), row.session());
    }
  }

  /** {@return whether a row says something about a person for whom there is no token any more} */
  boolean isOrphan(Row row) {
    return (row.section() == Section.ID_TOKEN || row.section() == Section.ACCOUNT)
        && !holders.contains(Holder.of(row));
  }

  EntryFacts facts(Row row) {
    boolean isToken = row.section() == Section.ACCESS_TOKEN;
    return new EntryFacts(
        kind(row.section()),
        state(row),
        row.text("home_account_id"),
        row.text("username"),
        row.environment().value(),
        row.realm().value(),
        row.text("client_id"),
        row.text("family_id"),
        row.target(),
        row.cachedAt() > 0 ? Instant.ofEpochSecond(row.cachedAt()) : null,
        isToken ? Instant.ofEpochSecond(row.expiresOn()) : null);
  }

  private EntryFacts.State state(Row row) {
    if (row.isSpentAt(now)) {
      return EntryFacts.State.EXPIRED;
    }
    if (isOrphan(row)) {
      return EntryFacts.State.ORPHANED;
    }
    return row.section() == Section.ACCESS_TOKEN && row.expiresOn() <= now.getEpochSecond()
        ? EntryFacts.State.EXTENDED
        : EntryFacts.State.USABLE;
  }

  private static EntryFacts.Kind kind(Section section) {
    // The public kinds are named as the sections are.
    return EntryFacts.Kind.valueOf(section.name());
  }
}
