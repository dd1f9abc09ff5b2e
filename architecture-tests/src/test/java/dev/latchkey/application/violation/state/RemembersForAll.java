package dev.latchkey.application.violation.state;

import java.util.HashMap;
import java.util.Map;

/** A cache that every client shares. */
public final class RemembersForAll {
  private static final Map<String, String> SEEN = new HashMap<>();

  private RemembersForAll() {}

  static void see(String what) {
    SEEN.put(what, what);
  }
}
