package dev.latchkey.application.violation.habit;

/** A logger for everybody. */
public final class SharesItsLogger {
  static final System.Logger LOGGER = System.getLogger("shared");

  private SharesItsLogger() {}
}
