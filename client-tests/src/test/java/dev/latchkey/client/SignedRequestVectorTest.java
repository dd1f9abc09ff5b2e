package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.crypto.AssertionSigner;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.crypto.ProofKeys;
import dev.latchkey.spi.crypto.TokenVerifier;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A signed request to the byte, as another library of the family signs it. The key's owner is not
 * here: a key of the application's own says what it is called, and gives the signature of exactly
 * this input.
 */
class SignedRequestVectorTest {

  private static final String MODULUS =
      "uRKsqc4Z2gxkT5gQt4EMRrf5hxAJmOLEjrOpzmojsVdRcbMejOTp99qUstqLrsLt_MmB2j29-1EI17k8GAcorjeySuhG"
          + "4uTKcUtt6w6YSDYFALbn-uJc2TzluHllZ6ix0jmD4Nt4-kk6u0tqpBM0IGo-rZQrqr7O02jzBr8EGeq6i8iE1pvr"
          + "G8H5gWYc51_Avld_fGIn4SBe75gneauckX45rDgsHXviiWu-sjhnerDCFkK4IPhF_bvf2OjAXtxOpzqtALwUjLsN"
          + "27P8QrjZguUUhcwtuLrD5V-M6O11HTKUO6CsxiaDUTW7q1RlAQhaULvdTATEuJWeDBGAAGw58Q";

  private static final String KEY_ID = "-5RjQYgLeR5WVzfktphrQFF606D_qphxCrEqF8Em2as";

  private static final String SIGNATURE =
      "Rsw6HcUl0u5FXqoFOJx4UnwP9oigG3c4yXZz53qiF-5HKC0KnhBwmjEov4mA2ulju3jLsoMLI-KaKZ-d2Xi0DtsOy4fH"
          + "_b4AwMrwbQyQI-5gvm8sW72hmI-JvDe7SMzUtXBpPFKdOkpmvuAX8cNaimajQuLG4rfyGmSY3LruHCrfyAH6gxWM"
          + "gqbWRMbsIM5MZ6sIUFpvEysZPukH_w4WR4zJAmcbmFnAZ_ZaiBlMo98Hlk8uFOIBkwV2ZSn86CJaHL_W9LUbzDMi"
          + "NzkCgWFcYTUqY1mcr01w_nqDoVpDqoIxW9P0NlRNkKAmMZx5KvL3M_le-sRamWNs_0LDnA7WPw";

  private static final String PAYLOAD =
      ("{\"at\":\"AT-pop-1\",\"ts\":1893456000,\"m\":\"POST\",\"u\":\"orders.contoso.example:8443\","
              + "\"p\":\"/v1/orders\",\"q\":[[\"page\",\"lang\"],"
              + "\"yXSNs2MW_Ttkg2BXVSWAvoSbEHoitgMJFkBJpxxHWnU\"],"
              + "\"h\":[[\"content-type\",\"content-length\"],"
              + "\"CtKg4Xk0I9J-z72pXmosiA5oBeDF9VHsx4BnE1c0soQ\"],"
              + "\"b\":\"W-y4xQkPcmUcfc6sO1Jfuzyozz3C04dAB5OKXxa2C9w\","
              + "\"nonce\":\"9f6c2b1a0d4e4f7ab3c5d6e7f8091a2b\",\"cnf\":{\"jwk\":{\"kty\":\"RSA\","
              + "\"n\":\"MODULUS\",\"e\":\"AQAB\"}}}")
          .replace("MODULUS", MODULUS);

  private final ScriptedAuthority authority = new ScriptedAuthority();
  private final ConfidentialClient client =
      ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
          .authority(Authority.parse(ScriptedAuthority.BASE))
          .http(authority)
          .crypto(new GivenKey())
          .timeSource(new ManualTimeSource())
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  private TokenResult token() {
    authority.then(
        200, "{\"token_type\":\"pop\",\"expires_in\":3600,\"access_token\":\"AT-pop-1\"}");
    return client.acquireForClient(
        ClientRequest.of(House.SCOPE).authScheme(SignedRequestScheme.create()));
  }

  @Test
  void theTokenRequestNamesTheKey() {
    token();

    assertThat(authority.forms("/token").get(0))
        .containsEntry("token_type", "pop")
        .containsEntry(
            "req_cnf", "eyJraWQiOiItNVJqUVlnTGVSNVdWemZrdHBoclFGRjYwNkRfcXBoeENyRXFGOEVtMmFzIn0");
  }

  @Test
  void theWholeRequestIsSignedToTheByte() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Content-Length", "17");
    ProtectedRequest request =
        ProtectedRequest.of(
                "POST", URI.create("https://orders.contoso.example:8443/v1/orders?page=2&lang=nl"))
            .headers(headers)
            .body("{\"greeting\":\"hi\"}".getBytes(StandardCharsets.UTF_8))
            .nonce("9f6c2b1a0d4e4f7ab3c5d6e7f8091a2b");

    String sent = token().headersFor(request).get("Authorization");

    String header = "{\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\",\"typ\":\"pop\"}";
    assertThat(sent).isEqualTo("PoP " + encoded(header) + "." + encoded(PAYLOAD) + "." + SIGNATURE);
  }

  @Test
  void theQueryIsHashedInItsOwnOrder() {
    URI uri = URI.create("https://api.example/p?b=bar&a=foo&c=duck");

    String sent = token().headersFor("GET", uri).get("Authorization").split("\\.", -1)[1];

    assertThat(new String(Base64.getUrlDecoder().decode(sent), StandardCharsets.UTF_8))
        .contains(
            "\"u\":\"api.example\"",
            "\"q\":[[\"b\",\"a\",\"c\"],\"u4LgkGUWhP9MsKrEjA4dizIllDXluDku6ZqCeyuR-JY\"]")
        .doesNotContain("\"b\":\"", "\"h\":");
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A crypto adapter of the application's own, with one key. */
  private static final class GivenKey implements Crypto, ProofKeys, ProofKey {

    @Override
    public ProofKeys proofKeys() {
      return this;
    }

    @Override
    public ProofKey generate(SigningAlgorithm algorithm) {
      return this;
    }

    @Override
    public ProofKey of(KeyMaterial material, SigningAlgorithm algorithm) {
      return this;
    }

    @Override
    public SigningAlgorithm algorithm() {
      return SigningAlgorithm.RS256;
    }

    @Override
    public String keyId() {
      return KEY_ID;
    }

    @Override
    public String publicJwk() {
      return "{\"kty\":\"RSA\",\"n\":\"" + MODULUS + "\",\"e\":\"AQAB\"}";
    }

    @Override
    public byte[] sign(byte[] input) {
      return Base64.getUrlDecoder().decode(SIGNATURE);
    }

    @Override
    public AssertionSigner assertionSigner() {
      throw new AssertionError("no assertion is signed");
    }

    @Override
    public TokenVerifier tokenVerifier() {
      throw new AssertionError("no token is verified");
    }

    @Override
    public KeyMaterialReader keyMaterialReader() {
      throw new AssertionError("no key is read");
    }
  }
}
