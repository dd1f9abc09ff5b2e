package dev.latchkey.application.violation.habit;

/** A setting that no test can set. */
public final class ReadsTheEnvironment {
  private ReadsTheEnvironment() {}

  static String get() {
    return System.getenv("HOME");
  }
}
