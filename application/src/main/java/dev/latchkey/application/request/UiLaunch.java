package dev.latchkey.application.request;

import java.util.Objects;

/**
 * Something is about to appear on the person's screen. Immutable; later versions may tell more.
 *
 * @since 0.1
 */
public final class UiLaunch {

  private final Kind kind;

  private UiLaunch(Kind kind) {
    this.kind = kind;
  }

  /**
   * Tells what is about to appear.
   *
   * @param kind what
   * @return the event
   */
  public static UiLaunch of(Kind kind) {
    return new UiLaunch(Objects.requireNonNull(kind, "kind of interface"));
  }

  /** {@return what is about to appear} */
  public Kind kind() {
    return kind;
  }

  /** {@return what is about to appear} */
  @Override
  public String toString() {
    return "UiLaunch[" + kind + "]";
  }

  /**
   * What people sign in with.
   *
   * @since 0.1
   */
  public enum Kind {
    /** A browser. */
    BROWSER,
    /** The broker of the operating system. */
    BROKER
  }
}
