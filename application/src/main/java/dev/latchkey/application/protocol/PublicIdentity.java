package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A client that can keep no secret, and says only who it is (RFC 6749, section 3.2.1). */
public final class PublicIdentity implements ClientIdentity {

  private final ClientId clientId;

  /**
   * Speaks as a client.
   *
   * @param clientId the client
   */
  public PublicIdentity(ClientId clientId) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
  }

  @Override
  public ClientCertificate clientCertificate(@Nullable ClientCredential given) {
    throw new ConfigurationException(
        "a token that is bound to a certificate needs a client that proves itself by one; this"
            + " client has no credential");
  }

  @Override
  public Proof prove(TokenCall call, Endpoints endpoints, CorrelationId id) {
    return new Proof(
        endpoints.tokenEndpoint(),
        Map.of("client_id", clientId.value()),
        HttpHeaders.none(),
        null,
        clientId);
  }

  @Override
  public @Nullable Proof proveOtherwise(
      Proof refused, TokenCall call, Endpoints endpoints, CorrelationId id) {
    return null;
  }
}
