package dev.latchkey.domain.credential;

import dev.latchkey.domain.id.ClientId;
import java.net.URI;
import java.util.Objects;

/**
 * What an assertion is for. Immutable.
 *
 * @since 0.1
 */
public final class AssertionContext {

  private final ClientId clientId;
  private final URI tokenEndpoint;

  private AssertionContext(ClientId clientId, URI tokenEndpoint) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.tokenEndpoint = Objects.requireNonNull(tokenEndpoint, "token endpoint");
  }

  /**
   * Describes one use.
   *
   * @param clientId the client that proves itself: issuer and subject of the assertion
   * @param tokenEndpoint where it is sent: audience of the assertion
   * @return the context
   */
  public static AssertionContext of(ClientId clientId, URI tokenEndpoint) {
    return new AssertionContext(clientId, tokenEndpoint);
  }

  /** {@return the client that proves itself} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return the endpoint that the assertion is sent to} */
  public URI tokenEndpoint() {
    return tokenEndpoint;
  }

  /** {@return client and endpoint} */
  @Override
  public String toString() {
    return "AssertionContext[clientId=" + clientId + ", tokenEndpoint=" + tokenEndpoint + "]";
  }
}
