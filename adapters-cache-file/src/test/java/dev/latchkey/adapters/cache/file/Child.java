package dev.latchkey.adapters.cache.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a test started, and ends. */
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  Child(Class<?> main, String... arguments) {
    try {
      process = new ProcessBuilder(Java.command(main, arguments)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Reads lines up to one that begins so, and gives it. */
  String await(String prefix) {
    StringBuilder before = new StringBuilder();
    for (String line : (Iterable<String>) output.lines()::iterator) {
      if (line.startsWith(prefix)) {
        return line;
      }
      before.append(line).append('\n');
    }
    throw new AssertionError("no line " + prefix + ", but " + before);
  }

  /** Ends it as {@code kill -9} does, and gives the lines that were not read yet. */
  List<String> kill() {
    // Not destroyForcibly, which closes the output before it is read.
    signal("KILL");
    return rest();
  }

  boolean runs() {
    return process.isAlive();
  }

  /** Waits for its end, and gives the lines that were not read yet. */
  List<String> rest() {
    List<String> lines = output.lines().toList();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        throw new AssertionError("the process does not end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return lines;
  }

  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void goOn() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
