package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Puts a row where another library has one about the same, so that the other library finds it
 * again: under its key if it is the same row, and with its spelling of environment and holder.
 */
final class RowMerge {

  private static final List<String> SPELLED = List.of("environment", "home_account_id");

  private RowMerge() {}

  /** {@return whether writing the row would change nothing about what the other says} */
  static boolean saysTheSame(Row row, Row old) {
    return row.isAboutTheSameAs(old)
        && row.hasTheSecretOf(old)
        && switch (row.section()) {
          case ACCESS_TOKEN ->
              row.expiresOn() == old.expiresOn()
                  && row.cachedAt() == old.cachedAt()
                  && row.target().equals(old.target())
                  && row.requested().equals(old.requested())
                  && (row.askedIn() == null || row.askedIn().equals(old.askedIn()));
          case REFRESH_TOKEN, APP_METADATA -> Objects.equals(row.familyId(), old.familyId());
          case ID_TOKEN -> true;
          case ACCOUNT ->
              row.text("username").equals(old.text("username"))
                  && row.text("local_account_id").equals(old.text("local_account_id"))
                  && row.text("account_source").equals(old.text("account_source"));
        };
  }

  /** {@return the row in the place of the other, with what the other has beside it} */
  static Row of(Row row, Row old) {
    return switch (row.section()) {
      case ACCESS_TOKEN ->
          row.target().equals(old.target()) ? placed(row, old, old.key()) : spelledAs(row, old);
      case ID_TOKEN -> placed(row, old, old.key());
      case REFRESH_TOKEN, ACCOUNT, APP_METADATA -> {
        // These outlive what they say: a new name or token does not touch what others keep there.
        JsonText merged = new JsonText().putAll(old.fields());
        for (String name : row.fields().names()) {
          if (!SPELLED.contains(name) && !name.equals("realm")) {
            merged.copy(name, row.fields());
          }
        }
        yield read(row, old.key(), merged);
      }
    };
  }

  /** {@return the row, as new as it is, spelled as others are that belong with it} */
  static Row spelledAs(Row row, Row old) {
    return placed(
        row,
        old,
        replacedFirst(row.key(), inKey(row.text("environment")), inKey(old.text("environment"))));
  }

  private static String replacedFirst(String text, String part, String by) {
    int at = text.indexOf(part);
    return at < 0 ? text : text.substring(0, at) + by + text.substring(at + part.length());
  }

  private static String inKey(String environment) {
    return "-" + environment.toLowerCase(Locale.ROOT) + "-";
  }

  private static Row placed(Row row, Row old, String key) {
    JsonText next = new JsonText().putAll(row.fields());
    next.copy("environment", old.fields());
    if (row.person() == null && row.section() == Section.ACCESS_TOKEN && old.person() == null) {
      if (old.fields().names().contains("home_account_id")) {
        next.copy("home_account_id", old.fields());
      } else {
        next.remove("home_account_id");
      }
    }
    return read(row, key, next);
  }

  private static Row read(Row row, String key, JsonText fields) {
    return Objects.requireNonNull(Row.read(row.section(), key, fields.compact(), new RowValues()));
  }
}
