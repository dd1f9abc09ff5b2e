package dev.latchkey.spi;

/**
 * The level of the ports. An adapter of an equal or lower level works, since ports grow by default
 * methods only; an adapter of a higher level is refused.
 *
 * @since 0.1
 */
public final class SpiLevel {

  /** The level of these ports. */
  public static final int CURRENT = 1;

  private SpiLevel() {}
}
