package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.sandbox.RecordedAssertion;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.crypto.AssertionSigner;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.CryptoProvider;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import dev.latchkey.spi.crypto.ProofKeys;
import dev.latchkey.spi.crypto.TokenVerifier;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.interfaces.RSAKey;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Keys that are used through a provider and never seen, and the ids of what they sign. */
class ModuleKeysTest {

  private static final TestCertificate RSA = TestCertificate.rsa("CN=daemon");

  /** A key that shows nothing but what kind it is. */
  private record Opaque(PrivateKey inside) implements PrivateKey {
    @Override
    public String getAlgorithm() {
      return "RSA";
    }

    @Override
    public String getFormat() {
      return null;
    }

    @Override
    public byte[] getEncoded() {
      return null;
    }
  }

  /** A module that signs with the older padding only, or with none at all. */
  private static final class OldModule extends Provider {
    private static final long serialVersionUID = 1L;

    OldModule(boolean works) {
      super("OldModule", "1", "signs with PKCS#1 padding");
      putService(
          new Service(
              this, "Signature", "SHA256withRSA", OldSignature.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
              return new OldSignature(works);
            }

            @Override
            public boolean supportsParameter(Object parameter) {
              return parameter instanceof Opaque;
            }
          });
    }
  }

  /** Signs with the key inside. */
  public static final class OldSignature extends SignatureSpi {
    private final boolean works;
    private final Signature inside;

    OldSignature(boolean works) {
      this.works = works;
      try {
        this.inside = Signature.getInstance("SHA256withRSA");
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      inside.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      inside.initSign(((Opaque) key).inside());
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
      inside.update(b);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int from, int length) throws SignatureException {
      inside.update(bytes, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      if (!works) {
        throw new SignatureException("the module was pulled out");
      }
      return inside.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return inside.verify(signature);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException();
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException();
    }
  }

  private static CertificateCredential inModule(boolean works) {
    return ClientCredential.certificate(
        KeySource.of(new Opaque(RSA.privateKey()), RSA.chain()).provider(new OldModule(works)));
  }

  @Test
  void aModuleWithoutPs256IsAskedForRs256() {
    try (Daemon daemon = new Daemon(RSA)) {
      daemon.token(inModule(true));

      assertThat(daemon.assertion())
          .extracting(RecordedAssertion::header)
          .satisfies(header -> assertThat(header).containsEntry("alg", "RS256").containsKey("x5t"));
    }
  }

  @Test
  void anAlgorithmThatWasChosenIsNotReplaced() {
    try (Daemon daemon = new Daemon(RSA);
        ConfidentialClient client =
            daemon.client(inModule(true).algorithm(SigningAlgorithm.PS256)).build()) {
      assertThatThrownBy(() -> client.acquireForClient(Daemon.REQUEST))
          .isInstanceOf(CryptoException.class)
          .hasMessageContaining("PS256");
    }
  }

  @Test
  void aModuleThatFailsIsFoundAtBuild() {
    assertThat(RSA.privateKey()).isInstanceOf(RSAKey.class);
    assertThatThrownBy(
            () ->
                ConfidentialClient.builder(House.CLIENT_ID, inModule(false))
                    .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
                    .http((request, deadline, cancellation) -> answer(request))
                    .build())
        .isInstanceOf(CryptoException.class)
        .hasMessageContaining("OldModule");
  }

  @Test
  void noIdComesTwiceInAHundredThousandAssertions() {
    // T-02. The signature itself takes no part in this and is left out.
    Set<String> ids = new HashSet<>();
    Crypto unsigned =
        new Unsigned(
            request -> {
              ids.add(request.payload().replaceAll(".*\"jti\":\"([^\"]+)\".*", "$1"));
              return Secret.of("a.b.c");
            });
    try (ConfidentialClient client =
        ConfidentialClient.builder(
                House.CLIENT_ID,
                ClientCredential.certificate(KeySource.of(RSA.privateKey(), RSA.chain()))
                    .signEachTime(true))
            .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
            .crypto(unsigned)
            .timeSource(new ManualTimeSource())
            .http((request, deadline, cancellation) -> answer(request))
            .build()) {
      for (int i = 0; i < 100_000; i++) {
        client.acquireForClient(Daemon.REQUEST.forceRefresh(true));
      }
    }
    assertThat(ids).hasSize(100_000).allMatch(id -> id.length() == 36);
  }

  private static HttpResponse answer(HttpRequest request) {
    String json =
        request.method() == HttpRequest.Method.GET
            ? "{\"token_endpoint\":\"https://login.microsoftonline.com/t/oauth2/v2.0/token\"}"
            : "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    return HttpResponse.of(200, HttpHeaders.none(), json.getBytes(StandardCharsets.UTF_8));
  }

  /** The real adapter with another signer. */
  private record Unsigned(AssertionSigner assertionSigner) implements Crypto {

    private static Crypto real() {
      return ServiceLoader.load(CryptoProvider.class).findFirst().orElseThrow().open();
    }

    @Override
    public TokenVerifier tokenVerifier() {
      return real().tokenVerifier();
    }

    @Override
    public KeyMaterialReader keyMaterialReader() {
      return real().keyMaterialReader();
    }

    @Override
    public ProofKeys proofKeys() {
      return real().proofKeys();
    }
  }
}
