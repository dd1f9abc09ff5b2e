package dev.latchkey.sandbox;

import java.net.InetSocketAddress;

/**
 * The metadata service of an Azure machine. Its requests are recorded, and its faults scripted, by
 * the sandbox that it belongs to. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class SandboxMachine implements AutoCloseable {

  private final InetSocketAddress address;
  private final LoopbackServer server;

  SandboxMachine(InetSocketAddress address, LoopbackServer server) {
    this.address = address;
    this.server = server;
  }

  /**
   * Returns where it listens.
   *
   * @return the loopback address and the port
   * @since 0.1
   */
  public InetSocketAddress address() {
    return address;
  }

  /** Stops listening and ends every connection. Further calls do nothing. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "SandboxMachine[" + address + "]";
  }
}
