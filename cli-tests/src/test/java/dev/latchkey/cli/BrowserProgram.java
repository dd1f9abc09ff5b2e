package dev.latchkey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;

/** A program in place of a browser: it hands the address that it is given to the test. */
final class BrowserProgram {

  private final Path pipe;
  private final Path program;

  private BrowserProgram(Path pipe, Path program) {
    this.pipe = pipe;
    this.program = program;
  }

  /**
   * Writes the program.
   *
   * @param folder where; for one program only
   */
  static BrowserProgram in(Path folder) throws IOException, InterruptedException {
    Path pipe = folder.resolve("address");
    if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
      throw new AssertionError("no pipe could be made at " + pipe);
    }
    Path program =
        Files.createFile(
            folder.resolve("browser"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(program, "#!/bin/sh\nprintf '%s' \"$1\" > '" + pipe + "'\n");
    return new BrowserProgram(pipe, program);
  }

  /**
   * Waits for the address.
   *
   * @param command opens the program; that it ends before is a failure
   */
  URI address(CompletableFuture<Run> command) throws Exception {
    CompletableFuture<String> given = Beside.test(this::read);
    return URI.create(Beside.before(given, command));
  }

  private String read() {
    try {
      return Files.readString(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return program.toString();
  }
}
