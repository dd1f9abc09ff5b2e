package dev.latchkey.spi.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The machine's resolver. An enum, so that there is one object to compare with. */
enum SystemHostResolver implements HostResolver {
  INSTANCE;

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }
}
