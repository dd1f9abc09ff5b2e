package dev.latchkey.spi.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Looks host names up. Adapters call it on a thread that the deadline does not wait for, since
 * look-ups have no time limit of their own.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface HostResolver {

  /**
   * Looks a name up.
   *
   * @param host the name
   * @return its addresses, the preferred one first; not empty
   * @throws UnknownHostException if there is no such name
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /**
   * {@return the machine's resolver, always the same object, so that an adapter that can use no
   * other knows it}
   */
  static HostResolver system() {
    return SystemHostResolver.INSTANCE;
  }
}
