package dev.latchkey.cli.demo;

import java.time.Duration;
import java.util.Locale;

/**
 * What happened in a scene.
 *
 * @param source where the token came from, or a dash
 * @param requests how many HTTP requests the sandbox received
 * @param duration how long the call took its caller
 * @param words what happened
 * @param expected whether it is what the library promises
 */
record Outcome(String source, int requests, Duration duration, String words, boolean expected) {

  static final String UNEXPECTED = "NOT AS EXPECTED";

  String time() {
    double micros = duration.toNanos() / 1_000.0;
    if (micros < 1_000) {
      return String.format(Locale.ROOT, "%.1f us", micros);
    }
    return micros < 1_000_000
        ? String.format(Locale.ROOT, "%.1f ms", micros / 1_000)
        : String.format(Locale.ROOT, "%.1f s", micros / 1_000_000);
  }

  String verdict() {
    return (expected ? "" : UNEXPECTED + ": ") + words;
  }
}
