package dev.latchkey.application.scheme;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SshCertificateScheme;
import dev.latchkey.domain.token.TokenType;
import java.util.List;
import java.util.Map;

/** SSH certificates (Entra): the answer to a public key is a certificate for it. */
final class SshKey implements KeyBinding {

  // RFC 7518, sections 6.2.2 and 6.3.2: members of private keys.
  private static final List<String> PRIVATE = List.of("d", "p", "q", "dp", "dq", "qi", "k");

  private final SshCertificateScheme scheme;

  SshKey(SshCertificateScheme scheme) {
    requirePublic(scheme.publicJwk());
    this.scheme = scheme;
  }

  private static void requirePublic(String jwk) {
    JsonFields fields;
    try {
      fields = StrictJson.object(jwk);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the public key of SSH is no JWK: " + e.getMessage(), e);
    }
    if (PRIVATE.stream().anyMatch(fields::has)) {
      throw new IllegalArgumentException(
          "the JWK has members of a private key; give the public part alone");
    }
  }

  @Override
  public String keyId() {
    return scheme.keyId();
  }

  @Override
  public TokenType tokenType() {
    return TokenType.SSH_CERT;
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of(
        "token_type",
        TokenType.SSH_CERT.value(),
        "req_cnf",
        scheme.publicJwk(),
        "key_id",
        scheme.keyId());
  }

  @Override
  public Map<String, String> headersFor(Secret accessToken, ProtectedRequest request) {
    throw new IllegalStateException(
        "an SSH certificate is not used in HTTP requests; give accessToken() to SSH");
  }

  /** {@return the name of the key} */
  @Override
  public String toString() {
    return "SshKey[keyId=" + keyId() + "]";
  }
}
