package dev.latchkey.application.violation.state;

/** State that belongs to the process. */
@SuppressWarnings("NonFinalStaticField") // which is the fault
public final class CountsForAll {
  private static int count;

  private CountsForAll() {}

  static int next() {
    return ++count;
  }
}
