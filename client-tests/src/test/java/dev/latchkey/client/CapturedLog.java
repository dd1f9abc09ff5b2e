package dev.latchkey.client;

import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that is logged in this process, at all levels, from now until closed. */
final class CapturedLog extends Handler implements AutoCloseable {

  private final StringWriter everything = new StringWriter();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final Logger root = Logger.getLogger("");
  private final Logger ours = Logger.getLogger("dev.latchkey");
  private final Logger runtime = Logger.getLogger("jdk.httpclient");

  CapturedLog() {
    setLevel(Level.ALL);
    root.addHandler(this);
    ours.setLevel(Level.ALL);
    runtime.setLevel(Level.ALL);
  }

  @Override
  public synchronized void publish(LogRecord record) {
    // The sandbox and the runtime's own HTTP server side may say what they like.
    if (!record.getLoggerName().startsWith("dev.latchkey.sandbox")) {
      everything.append(formatter.format(record));
    }
  }

  String text() {
    return everything.toString();
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
    ours.setLevel(null);
    runtime.setLevel(null);
  }
}
