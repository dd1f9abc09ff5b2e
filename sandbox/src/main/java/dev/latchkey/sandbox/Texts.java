package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** Small things done with text in several places. */
final class Texts {

  private Texts() {}

  static String notEmpty(String value, String name) {
    requireNonNull(value, name);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(name + " must not be empty");
    }
    return value;
  }

  /** Splits at every separator; empty parts are kept, so that a doubled slash is seen. */
  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + 1;
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** Returns the scopes of a request in the order given, without empty ones. */
  static List<String> scopes(String text) {
    List<String> scopes = split(text, ' ');
    scopes.removeIf(String::isEmpty);
    return scopes;
  }

  /** Returns the segments of an absolute path; that of the root is one empty segment. */
  static List<String> segments(String path) {
    return split(path.substring(1), '/');
  }
}
