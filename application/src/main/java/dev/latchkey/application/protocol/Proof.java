package dev.latchkey.application.protocol;

import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one request proves who sends it.
 *
 * @param target where it goes to: proofs by TLS may have an endpoint of their own
 * @param parameters belong into the body
 * @param headers belong to the request
 * @param certificate is presented in the TLS handshake, or null
 * @param identity equal for proofs by the same secret or key
 * @param binding the key that the token is to be bound to, which proves itself anew each time; or
 *     null
 */
public record Proof(
    URI target,
    Map<String, String> parameters,
    HttpHeaders headers,
    @Nullable ClientCertificate certificate,
    Object identity,
    @Nullable KeyBinding binding) {

  /** A proof for a token that is bound to nothing. */
  Proof(
      URI target,
      Map<String, String> parameters,
      HttpHeaders headers,
      @Nullable ClientCertificate certificate,
      Object identity) {
    this(target, parameters, headers, certificate, identity, null);
  }

  /** {@return what tells this sender from others of the same words: secret where a header is} */
  String sender() {
    String name = headers.first("authorization").orElse("");
    if (binding != null) {
      return name + " " + binding.tokenType().value() + " " + binding.keyId();
    }
    return certificate == null
        ? name
        : name
            + " "
            + CertificateThumbprint.of(
                    CertificateThumbprint.Kind.SHA256, certificate.chain().get(0))
                .value();
  }

  Proof binding(@Nullable KeyBinding key) {
    return new Proof(target, parameters, headers, certificate, identity, key);
  }

  /** {@return the target; everything else is secret} */
  @Override
  public String toString() {
    return "Proof[target=" + target + "]";
  }
}
