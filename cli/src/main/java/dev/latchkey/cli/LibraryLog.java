package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeLine;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shows what the library logs, one line each, until it is closed. */
final class LibraryLog extends Handler implements AutoCloseable {

  private final PrintWriter words;
  private final List<Before> loggers;

  private LibraryLog(PrintWriter words, Level level, String... names) {
    this.words = words;
    this.loggers = List.of(names).stream().map(Before::of).toList();
    setLevel(level);
    for (Before logger : loggers) {
      logger.logger.setLevel(level);
      logger.logger.setUseParentHandlers(false);
      logger.logger.addHandler(this);
    }
  }

  /**
   * A logger as it was. The runtime lets go of loggers, and of their handlers, that nobody holds.
   */
  private record Before(Logger logger, boolean parents, @Nullable Level level) {

    static Before of(String name) {
      Logger logger = Logger.getLogger(name);
      return new Before(logger, logger.getUseParentHandlers(), logger.getLevel());
    }
  }

  /** Shows everything. */
  static LibraryLog all(PrintWriter words) {
    return new LibraryLog(words, Level.FINE, "dev.latchkey");
  }

  /** Shows what befalls the token cache, which costs no token and would go unnoticed. */
  static LibraryLog ofCache(PrintWriter words) {
    return new LibraryLog(
        words, Level.WARNING, "dev.latchkey.application.cache", "dev.latchkey.adapters.cache");
  }

  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      words.println(level(record.getLevel()) + ": " + SafeLine.of(text(record)));
      words.flush();
    }
  }

  private static String level(Level level) {
    return level.intValue() < Level.INFO.intValue()
        ? "debug"
        : level.getName().toLowerCase(Locale.ROOT);
  }

  private static String text(LogRecord record) {
    StringBuilder text =
        new StringBuilder(
            record.getParameters() == null
                ? record.getMessage()
                : MessageFormat.format(record.getMessage(), record.getParameters()));
    for (Throwable why = record.getThrown(); why != null; why = why.getCause()) {
      text.append(": ").append(why);
    }
    return text.toString();
  }

  @Override
  public void flush() {
    words.flush();
  }

  @Override
  public void close() {
    for (Before before : loggers) {
      before.logger.removeHandler(this);
      before.logger.setUseParentHandlers(before.parents);
      before.logger.setLevel(before.level);
    }
  }
}
