package dev.latchkey.cli;

import dev.latchkey.cli.text.Screen;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Tells streams that a person looks at from those that programs read. */
final class Terminal {

  private static final String SEEN = "latchkey.terminal";

  private final EnvironmentReader environment;
  private final BooleanSupplier guess;
  private final IntSupplier width;

  /**
   * @param environment says what the launcher and the person want
   * @param guess whether somebody looks, where no launcher says so
   * @param width columns of the terminal
   */
  Terminal(EnvironmentReader environment, BooleanSupplier guess, IntSupplier width) {
    this.environment = environment;
    this.guess = guess;
    this.width = width;
  }

  /** Opens a stream, which the launcher knows by this name. */
  PrintWriter open(OutputStream stream, String name) {
    // JSON is UTF-8 (RFC 8259, section 8.1), whatever the terminal is.
    return isSeen(name)
        ? new Screen(stream, environment.variable("NO_COLOR").isEmpty(), width)
        : new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  // Java knows only whether all three streams are the terminal; in x=$(latchkey ...) one is not.
  private boolean isSeen(String name) {
    boolean dumb = environment.variable("TERM").filter("dumb"::equals).isPresent();
    return !dumb
        && environment
            .property(SEEN)
            .map(names -> List.of(names.split(",")).contains(name))
            .orElseGet(guess::getAsBoolean);
  }
}
