package dev.latchkey.application.idtoken;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A line of the ID token corpus. */
record CorpusRow(
    int number, String name, TokenProfile profile, String changes, String form, String outcome) {

  private static final Pattern MOMENT = Pattern.compile("@([+-][0-9]+)((?:\\.[0-9]+)?)");
  private static final Pattern LETTERS = Pattern.compile("@a([0-9]+)");

  static List<CorpusRow> all() {
    try (InputStream in = CorpusRow.class.getResourceAsStream("id-token-corpus.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> rows = lines.lines().filter(it -> !it.isBlank() && !it.startsWith("#")).toList();
      return IntStream.range(0, rows.size()).mapToObj(it -> of(it, rows.get(it))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CorpusRow of(int number, String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 5) {
      throw new IllegalArgumentException("not five cells: " + line);
    }
    return new CorpusRow(
        number,
        cells[0].strip(),
        TokenProfile.valueOf(cells[1].strip().toUpperCase(Locale.ROOT)),
        cells[2].strip(),
        cells[3].strip(),
        cells[4].strip());
  }

  /** {@return the payload, JSON text that may be as wrong as the row wants it} */
  String payload(long now) {
    if (changes.startsWith("{")) {
      return changes;
    }
    Map<String, String> claims = new LinkedHashMap<>(profile.claims());
    for (String change : changes.split(";;", -1)) {
      int equals = change.indexOf('=');
      if (equals > 0) {
        claims.put(change.substring(0, equals), change.substring(equals + 1));
      } else {
        claims.remove(change.replaceFirst("^-", ""));
      }
    }
    return claims.entrySet().stream()
        .map(it -> "\"" + it.getKey() + "\":" + filled(it.getValue(), now))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String filled(String text, long now) {
    String moments =
        MOMENT
            .matcher(text.replace("@client", TokenProfile.CLIENT))
            .replaceAll(it -> (now + Long.parseLong(it.group(1))) + it.group(2));
    Matcher letters = LETTERS.matcher(moments);
    return letters.replaceAll(it -> "a".repeat(Integer.parseInt(it.group(1))));
  }

  @Override
  public String toString() {
    return name;
  }
}
