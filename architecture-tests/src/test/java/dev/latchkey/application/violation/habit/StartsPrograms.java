package dev.latchkey.application.violation.habit;

import java.io.IOException;

/** A program that no list allows. */
public final class StartsPrograms {
  private StartsPrograms() {}

  static Process start() throws IOException {
    return new ProcessBuilder("true").start();
  }
}
