package dev.latchkey.application.violation.habit;

/** An error that nobody can tell from another. */
public final class ThrowsAnything {
  private ThrowsAnything() {}

  static void fail() {
    throw new RuntimeException("something went wrong");
  }
}
