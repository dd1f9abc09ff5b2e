package dev.latchkey.application.violation.habit;

/** Output in the middle of somebody else's. */
public final class Prints {
  private Prints() {}

  static void print() {
    System.out.println();
  }
}
