package dev.latchkey.cli.text;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a person looks at. It has a width, may have colours, and can show for a while what
 * is going on. What is no screen is read by programs, and gets none of it. Safe for use by several
 * threads.
 */
public final class Screen extends PrintWriter {

  private static final String ERASE = "\r\u001b[K";
  // A line that the terminal wraps could not be erased.
  private static final String WRAP_OFF = "\u001b[?7l";
  private static final String WRAP_ON = "\u001b[?7h";

  private final boolean colours;
  private final IntSupplier width;
  private boolean showing;

  /**
   * Opens a screen.
   *
   * @param stream is written in UTF-8
   * @param colours whether it may have colours
   * @param width is asked for the columns when they are needed
   */
  public Screen(OutputStream stream, boolean colours, IntSupplier width) {
    super(stream, true, StandardCharsets.UTF_8);
    this.colours = colours;
    this.width = width;
  }

  /**
   * Tells whether a stream may have colours.
   *
   * @param stream any
   * @return true on a screen that has them
   */
  public static boolean hasColours(PrintWriter stream) {
    return stream instanceof Screen screen && screen.colours;
  }

  /**
   * Tells where lines of a stream have to end.
   *
   * @param stream any
   * @return the columns of a screen; elsewhere more than any line has
   */
  public static int width(PrintWriter stream) {
    return stream instanceof Screen screen ? screen.width.getAsInt() : Integer.MAX_VALUE;
  }

  /**
   * Shows what is going on, in place of what was shown before, until a line is printed.
   *
   * @param text one line; cut off where the screen ends
   */
  public void show(String text) {
    synchronized (lock) {
      showing = true;
      write(ERASE + WRAP_OFF + text + WRAP_ON);
      flush();
    }
  }

  /** Takes away what is shown. */
  public void clear() {
    synchronized (lock) {
      if (showing) {
        showing = false;
        write(ERASE);
        flush();
      }
    }
  }

  @Override
  public void println(@Nullable String line) {
    synchronized (lock) {
      clear();
      super.println(line);
    }
  }
}
