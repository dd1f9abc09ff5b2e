package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.TestCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Two keys for each of two schemes, and what has to be true of tokens that are bound to them. */
final class Bound {

  static final SignedRequestScheme SIGNED = SignedRequestScheme.create();
  static final DpopScheme DPOP = DpopScheme.create();

  private static final TestCertificate OTHER = TestCertificate.rsa("CN=other");

  static final SignedRequestScheme SIGNED_BY_OTHER = SignedRequestScheme.of(other());
  static final DpopScheme DPOP_OF_OTHER = DpopScheme.of(SigningAlgorithm.PS256, other());

  private Bound() {}

  private static KeySource other() {
    return KeySource.of(OTHER.privateKey(), OTHER.chain());
  }

  /** Calls the resource, which verifies with another library, with the token and its key. */
  static int call(Sandbox sandbox, TokenResult token) {
    URI uri = sandbox.resource().uri();
    return new Caller(sandbox.sslContext()).get(uri, token.headersFor("GET", uri)).status();
  }

  /** The request that brought a token for signed requests named its key. */
  static void requireNamed(RecordedRequest sent, TokenResult token) {
    assertThat(token.tokenType()).isEqualTo(TokenType.POP);
    assertThat(sent.form()).containsEntry("token_type", List.of("pop"));
    assertThat(
            new String(
                Base64.getUrlDecoder().decode(sent.formParameter("req_cnf").orElseThrow()),
                StandardCharsets.UTF_8))
        .isEqualTo("{\"kid\":\"" + token.keyId().orElseThrow() + "\"}");
  }

  /** The very same token, with the very same key, and nobody was asked. */
  static void requireFound(TokenResult found, TokenResult bound) {
    assertThat(found.source()).isEqualTo(TokenSource.CACHE);
    assertThat(found.accessToken()).isEqualTo(bound.accessToken());
    assertThat(found.tokenType()).isEqualTo(bound.tokenType());
    assertThat(found.keyId()).isPresent().isEqualTo(bound.keyId());
  }

  /** A token that has nothing to do with the other. */
  static void requireApart(TokenResult other, TokenResult bound) {
    assertThat(other.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(other.accessToken()).isNotEqualTo(bound.accessToken());
    assertThat(other.keyId()).isNotEqualTo(bound.keyId());
  }

  /** A bearer token that has nothing to do with the other. */
  static void requireBearer(TokenResult bearer, TokenResult bound) {
    requireApart(bearer, bound);
    assertThat(bearer.tokenType()).isEqualTo(TokenType.BEARER);
    assertThat(bearer.keyId()).isEmpty();
  }
}
