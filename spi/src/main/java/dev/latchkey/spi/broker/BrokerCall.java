package dev.latchkey.spi.broker;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import java.net.URI;
import java.util.Objects;

/**
 * Who asks: what every call to a broker begins with. Immutable.
 *
 * @since 0.1
 */
public final class BrokerCall {

  private final ClientId clientId;
  private final URI redirectUri;
  private final CorrelationId correlationId;

  private BrokerCall(ClientId clientId, URI redirectUri, CorrelationId correlationId) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.redirectUri = Objects.requireNonNull(redirectUri, "redirect URI");
    this.correlationId = Objects.requireNonNull(correlationId, "correlation id");
  }

  /**
   * Describes who asks.
   *
   * @param clientId the application
   * @param redirectUri the redirect URI that the platform's broker wants
   * @param correlationId ties the call to the broker's logs
   * @return the call
   */
  public static BrokerCall of(ClientId clientId, URI redirectUri, CorrelationId correlationId) {
    return new BrokerCall(clientId, redirectUri, correlationId);
  }

  /** {@return the application} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return the redirect URI that the platform's broker wants} */
  public URI redirectUri() {
    return redirectUri;
  }

  /** {@return what ties the call to the broker's logs} */
  public CorrelationId correlationId() {
    return correlationId;
  }

  /** {@return application and correlation id} */
  @Override
  public String toString() {
    return "BrokerCall[clientId=" + clientId + ", correlationId=" + correlationId + "]";
  }
}
