package dev.latchkey.sandbox;

import java.net.URI;

/**
 * An Azure Cloud Shell that a user of the sandbox has open: its token endpoint, over plain HTTP on
 * the loopback address. What it is asked is among the sandbox's own requests, and its faults are
 * scripted there, under {@link EndpointKind#CLOUD_SHELL}.
 *
 * @since 0.1
 */
public final class SandboxCloudShell implements AutoCloseable {

  private final URI endpoint;
  private final LoopbackServer server;

  SandboxCloudShell(URI endpoint, LoopbackServer server) {
    this.endpoint = endpoint;
    this.server = server;
  }

  /**
   * Returns where tokens are had.
   *
   * @return what the variable {@code MSI_ENDPOINT} has in such a shell
   * @since 0.1
   */
  public URI endpoint() {
    return endpoint;
  }

  /** Stops listening. Further calls do nothing. */
  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return "SandboxCloudShell[" + endpoint + "]";
  }
}
