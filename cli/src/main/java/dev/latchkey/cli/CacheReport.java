package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeLine;
import dev.latchkey.cli.text.Table;
import dev.latchkey.domain.cache.EntryFacts;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what is in a token cache, for people and for programs. */
final class CacheReport {

  private CacheReport() {}

  static List<String> table(List<EntryFacts> entries) {
    Table table =
        new Table(
            Set.of(),
            "kind",
            "state",
            "until",
            "client",
            "environment",
            "tenant",
            "whose",
            "scopes");
    for (EntryFacts entry : entries) {
      table.row(
          word(entry.kind()),
          word(entry.state()),
          entry.expiresAt() == null ? "-" : entry.expiresAt().toString(),
          shown(entry.clientId()),
          shown(entry.environment()),
          shown(entry.realm()),
          whose(entry),
          shown(entry.target().text()));
    }
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("");
    lines.add(summary(entries));
    return lines;
  }

  private static String whose(EntryFacts entry) {
    if (!entry.username().isEmpty()) {
      return shown(entry.username()) + " (" + shown(entry.homeAccountId()) + ")";
    }
    return entry.kind() == EntryFacts.Kind.ACCESS_TOKEN && entry.homeAccountId().isEmpty()
        ? "the application"
        : shown(entry.homeAccountId());
  }

  private static String summary(List<EntryFacts> entries) {
    Map<String, Integer> counts = new TreeMap<>();
    entries.forEach(entry -> counts.merge(word(entry.state()), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach((state, count) -> parts.add(count + " " + state));
    return entries.size() + " entries" + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
  }

  static String json(List<EntryFacts> entries) {
    JsonArrayBuilder all = Json.createArrayBuilder();
    entries.forEach(entry -> all.add(object(entry)));
    return Json.createObjectBuilder().add("entries", all).build().toString();
  }

  private static JsonObjectBuilder object(EntryFacts entry) {
    JsonArrayBuilder scopes = Json.createArrayBuilder();
    entry.target().values().forEach(scopes::add);
    JsonObjectBuilder object =
        Json.createObjectBuilder()
            .add("kind", entry.kind().name().toLowerCase(Locale.ROOT))
            .add("state", entry.state().name().toLowerCase(Locale.ROOT))
            .add("home_account_id", entry.homeAccountId())
            .add("username", entry.username())
            .add("environment", entry.environment())
            .add("realm", entry.realm())
            .add("client_id", entry.clientId())
            .add("family_id", entry.familyId())
            .add("scopes", scopes);
    time(object, "cached_at", entry.cachedAt());
    time(object, "expires_on", entry.expiresAt());
    return object;
  }

  private static void time(JsonObjectBuilder object, String name, @Nullable Instant time) {
    if (time == null) {
      object.addNull(name);
    } else {
      object.add(name, time.getEpochSecond());
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  // Somebody else may have written the file: nothing in it steers a terminal.
  private static String shown(String text) {
    return text.isEmpty() ? "-" : SafeLine.of(text);
  }
}
