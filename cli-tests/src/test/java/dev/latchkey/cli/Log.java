package dev.latchkey.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a process prints: copied to a file, and watched for the line that says it is ready. */
final class Log {

  // No line holds it.
  private static final String END = "\n";

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final Path file;

  private Log(Path file) {
    this.file = file;
  }

  /** Reads as long as the process prints, so that it never waits for its reader. */
  static Log of(Process process, Path file) {
    Log log = new Log(file);
    Beside.run(() -> log.copy(process));
    return log;
  }

  private void copy(Process process) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter out = Files.newBufferedWriter(file)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        out.write(line);
        out.newLine();
        out.flush();
        lines.add(line);
      }
    } catch (IOException e) {
      // The process was ended: as good as its last line.
    } finally {
      lines.add(END);
    }
  }

  /** Waits for a line that holds the text. */
  void await(String text, Duration limit) throws InterruptedException, IOException {
    long end = System.nanoTime() + limit.toNanos();
    String line = "";
    while (line != null && !line.contains(text) && !line.equals(END)) {
      line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
    if (line == null || line.equals(END)) {
      throw new AssertionError(
          "it did not say \"" + text + "\" within " + limit + ":\n" + Files.readString(file));
    }
  }
}
