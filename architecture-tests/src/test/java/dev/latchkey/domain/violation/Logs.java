package dev.latchkey.domain.violation;

/** The domain tells stories. */
public final class Logs {
  private Logs() {}

  static void log(System.Logger logger) {
    logger.log(System.Logger.Level.INFO, "");
  }
}
