package dev.latchkey.application.protocol;

import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of the token answer corpus. */
record AnswerRow(
    String name,
    int status,
    Map<String, List<String>> headers,
    String body,
    String outcome,
    Map<String, String> expected) {

  private static final Pattern REPEATED = Pattern.compile("@([0-9]+)\\*\\(([^)]*)\\)");
  private static final Pattern CHARACTER = Pattern.compile("@x([0-9a-f]{2})");
  private static final String UTF_16 = "utf-16:";

  static List<AnswerRow> all() {
    try (InputStream in = AnswerRow.class.getResourceAsStream("token-answers.txt");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(it -> !it.isBlank() && !it.startsWith("#"))
          .map(AnswerRow::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AnswerRow of(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 5) {
      throw new IllegalArgumentException("not five cells: " + line);
    }
    String outcome = cells[4].strip();
    int blank = outcome.indexOf(' ');
    return new AnswerRow(
        cells[0].strip(),
        Integer.parseInt(cells[1].strip()),
        headers(cells[2].strip()),
        cells[3].strip(),
        blank < 0 ? outcome : outcome.substring(0, blank),
        blank < 0 ? Map.of() : expected(outcome.substring(blank + 1)));
  }

  private static Map<String, List<String>> headers(String cell) {
    Map<String, List<String>> headers = new TreeMap<>();
    if (cell.isEmpty()) {
      headers.put("content-type", List.of("application/json"));
    } else if (!cell.equals("-")) {
      for (String field : cell.split(";;", -1)) {
        headers.computeIfAbsent(before(field), it -> new ArrayList<>()).add(filled(after(field)));
      }
    }
    return headers;
  }

  private static Map<String, String> expected(String cell) {
    Map<String, String> expected = new LinkedHashMap<>();
    for (String member : cell.strip().split(";;", -1)) {
      expected.put(before(member), filled(after(member)));
    }
    return expected;
  }

  private static String before(String pair) {
    return pair.contains("=") ? pair.substring(0, pair.indexOf('=')) : pair;
  }

  private static String after(String pair) {
    return pair.substring(pair.indexOf('=') + 1);
  }

  HttpResponse response() {
    return HttpResponse.of(status, HttpHeaders.of(headers), bytes());
  }

  private byte[] bytes() {
    if (body.startsWith(UTF_16)) {
      return body.substring(UTF_16.length()).getBytes(StandardCharsets.UTF_16);
    }
    // Characters that the row gives by number are bytes, whatever they mean together.
    StringBuilder latin = new StringBuilder();
    for (byte b : repeated(body).getBytes(StandardCharsets.UTF_8)) {
      latin.append((char) (b & 0xff));
    }
    return characters(latin.toString()).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String filled(String text) {
    return characters(repeated(text));
  }

  private static String repeated(String text) {
    return REPEATED
        .matcher(text)
        .replaceAll(
            it -> Matcher.quoteReplacement(it.group(2).repeat(Integer.parseInt(it.group(1)))));
  }

  private static String characters(String text) {
    return CHARACTER
        .matcher(text)
        .replaceAll(
            it -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(it.group(1), 16))));
  }

  @Override
  public String toString() {
    return name;
  }
}
