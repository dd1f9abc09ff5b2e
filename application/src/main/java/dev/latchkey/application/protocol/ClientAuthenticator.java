package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.AssertionContext;
import dev.latchkey.domain.credential.AssertionCredential;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SecretCredential;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.identity.CredentialSource;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** Proves the client's identity to a token endpoint, in the way that the endpoint accepts. */
public final class ClientAuthenticator {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final ClientId clientId;
  private final CredentialSource credentials;

  /**
   * Proves one client's identity.
   *
   * @param clientId the client
   * @param credentials asked anew for each token request
   */
  public ClientAuthenticator(ClientId clientId, CredentialSource credentials) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.credentials = Objects.requireNonNull(credentials, "credentials");
  }

  /**
   * Adds the proof to a request.
   *
   * @param form gets the parameters
   * @param endpoints where the request goes to
   * @return headers that belong to the proof
   */
  HttpHeaders authenticate(FormBody form, Endpoints endpoints) {
    ClientCredential credential = Objects.requireNonNull(credentials.credential(), "credential");
    if (credential instanceof SecretCredential secret) {
      return bySecret(secret.secret(), form, endpoints);
    }
    if (credential instanceof AssertionCredential assertion) {
      form.set("client_id", clientId.value())
          .set("client_assertion_type", JWT_BEARER)
          .set(
              "client_assertion",
              assertion
                  .source()
                  .assertion(AssertionContext.of(clientId, endpoints.tokenEndpoint()))
                  .reveal());
      return HttpHeaders.none();
    }
    throw new AssertionError(credential.getClass());
  }

  private HttpHeaders bySecret(Secret secret, FormBody form, Endpoints endpoints) {
    if (endpoints.acceptsSecretInBody()) {
      form.set("client_id", clientId.value()).set("client_secret", secret.reveal());
      return HttpHeaders.none();
    }
    // RFC 6749, section 2.3.1: both are form-encoded before they are joined.
    String pair = FormBody.encoded(clientId.value()) + ":" + FormBody.encoded(secret.reveal());
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    return HttpHeaders.none().with("authorization", "Basic " + basic);
  }
}
