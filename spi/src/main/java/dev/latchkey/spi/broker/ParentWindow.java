package dev.latchkey.spi.broker;

/**
 * The window above which the broker shows its own.
 *
 * @since 0.1
 */
public sealed interface ParentWindow {

  /**
   * A window of the application.
   *
   * @param handle the system's handle
   * @return the window
   */
  static ParentWindow of(long handle) {
    return new Handle(handle);
  }

  /**
   * The console that the application runs in, or else the desktop.
   *
   * @return always the same object
   */
  static ParentWindow console() {
    return Console.THIS;
  }

  /**
   * A window of the application.
   *
   * @param handle the system's handle
   * @since 0.1
   */
  record Handle(long handle) implements ParentWindow {}

  /**
   * The console that the application runs in, or else the desktop.
   *
   * @since 0.1
   */
  final class Console implements ParentWindow {

    private static final Console THIS = new Console();

    private Console() {}

    /** {@return the name of the place holder} */
    @Override
    public String toString() {
      return "Console";
    }
  }
}
