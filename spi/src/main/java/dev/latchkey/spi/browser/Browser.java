package dev.latchkey.spi.browser;

/**
 * Shows an address to the person at the machine.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>The address is one argument of a program that is started directly, never text for a shell.
 *   <li>Returns within 2 s and does not wait for the browser to be closed: a program that still
 *       runs by then has taken the address, and is left alone.
 *   <li>What the program prints is thrown away; it may repeat the address.
 *   <li>That there is no browser is an outcome, not an exception: the person may open the address
 *       elsewhere.
 *   <li>The address is not logged.
 * </ul>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Browser {

  /**
   * Opens an address.
   *
   * @param url the address
   * @return whether a program took it
   */
  Launch open(BrowserUrl url);
}
