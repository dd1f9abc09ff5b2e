package dev.latchkey.spi;

/**
 * What ServiceLoader finds. Every kind of adapter has an interface of its own that extends this one
 * and adds one {@code open(settings)}.
 *
 * <p>Obligations: a public class with a public no-argument constructor that does no work; safe for
 * concurrent use; listed in {@code META-INF/services} and in {@code provides}.
 *
 * @since 0.1
 */
public interface Provider {

  /**
   * Names the adapter, for people who have to choose.
   *
   * @return a short lower-case word that does not change between versions, such as {@code apache}
   */
  String name();

  /**
   * Orders adapters where all are asked one after the other (managed identity back ends). Elsewhere
   * it decides nothing.
   *
   * @return the lower, the earlier; 0 by default
   */
  default int rank() {
    return 0;
  }

  /**
   * Reports the level that the adapter was built against. Return {@link SpiLevel#CURRENT}: the
   * compiler copies the number into the adapter, so that it does not change with the library.
   *
   * @return the level
   */
  int spiLevel();
}
