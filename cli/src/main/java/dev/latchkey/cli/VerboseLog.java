package dev.latchkey.cli;

import dev.latchkey.cli.text.SafeLine;
import java.io.PrintWriter;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shows what the library logs, one line each, until it is closed. */
final class VerboseLog extends Handler implements AutoCloseable {

  // The runtime lets go of loggers, and of their handlers, that nobody holds.
  private final Logger library = Logger.getLogger("dev.latchkey");
  private final boolean parents = library.getUseParentHandlers();
  private final @Nullable Level before = library.getLevel();
  private final PrintWriter words;

  VerboseLog(PrintWriter words) {
    this.words = words;
    setLevel(Level.FINE);
    library.setLevel(Level.FINE);
    library.setUseParentHandlers(false);
    library.addHandler(this);
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
    String text =
        record.getParameters() == null
            ? record.getMessage()
            : MessageFormat.format(record.getMessage(), record.getParameters());
    return record.getThrown() == null ? text : text + ": " + record.getThrown();
  }

  @Override
  public void flush() {
    words.flush();
  }

  @Override
  public void close() {
    library.removeHandler(this);
    library.setUseParentHandlers(parents);
    library.setLevel(before);
  }
}
