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

  /** {@return the console that the application runs in, or else the desktop} */
  static ParentWindow console() {
    return new Console();
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
  record Console() implements ParentWindow {}
}
