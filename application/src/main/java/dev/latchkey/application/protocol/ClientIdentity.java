package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.ClientCertificate;
import org.jspecify.annotations.Nullable;

/** As whom a client speaks to a token endpoint: with a proof of its identity, or by name alone. */
public sealed interface ClientIdentity permits ClientAuthenticator, PublicIdentity {

  /**
   * Finds the certificate that tokens can be bound to.
   *
   * @param given the credential of the request, or null for the client's own
   * @return the certificate as it is now, with its key
   * @throws dev.latchkey.domain.error.ConfigurationException if there is none
   */
  ClientCertificate clientCertificate(@Nullable ClientCredential given);

  /**
   * Makes a proof.
   *
   * @param call what is asked for
   * @param endpoints where the request goes to
   * @param id the id of the request
   * @return the proof
   */
  Proof prove(TokenCall call, Endpoints endpoints, CorrelationId id);

  /**
   * Makes a proof after one was refused.
   *
   * @param refused the proof that was refused
   * @param call what is asked for
   * @param endpoints where the request goes to
   * @param id the id of the request
   * @return another proof, or null if there is no other
   */
  @Nullable Proof proveOtherwise(
      Proof refused, TokenCall call, Endpoints endpoints, CorrelationId id);
}
