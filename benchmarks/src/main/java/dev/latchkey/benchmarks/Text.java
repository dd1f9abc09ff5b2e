package dev.latchkey.benchmarks;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Text {

  private Text() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Three digits are all that a measurement deserves. */
  static String number(double value) {
    if (value >= 1_000) {
      double rounding = Math.pow(10, Math.floor(Math.log10(value)) - 2);
      return count(Math.round(value / rounding) * Math.round(rounding));
    }
    if (value == Math.rint(value)) {
      return count((long) value);
    }
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }

  static String time(Duration time) {
    return time((double) time.toNanos());
  }

  static String time(double nanos) {
    if (nanos < 1_000) {
      return number(nanos) + " ns";
    }
    return nanos < 1_000_000 ? number(nanos / 1_000) + " µs" : number(nanos / 1_000_000) + " ms";
  }

  static String bytes(double bytes) {
    return count(Math.round(bytes)) + " B";
  }
}
