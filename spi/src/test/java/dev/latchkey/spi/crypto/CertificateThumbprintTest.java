package dev.latchkey.spi.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.spi.crypto.CertificateThumbprint.Kind;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateThumbprintTest {

  private static final String CERTIFICATE =
      """
      -----BEGIN CERTIFICATE-----
      MIIBhjCCASugAwIBAgIUZPM90X83iDYfer7lW79un+cLcwowCgYIKoZIzj0EAwIw
      GDEWMBQGA1UEAwwNbGF0Y2hrZXktdGVzdDAeFw0yNjExMjIxMjUyNTRaFw0zNjEx
      MTkxMjUyNTRaMBgxFjAUBgNVBAMMDWxhdGNoa2V5LXRlc3QwWTATBgcqhkjOPQIB
      BggqhkjOPQMBBwNCAARYqPFa4U74nYyOI4cl3/CA+FRUo/xJJ6IorGNNCxlkS6go
      n42o3outw/e56xa3E54B3d+GvT2gxCoGTBNDkdQuo1MwUTAdBgNVHQ4EFgQUvYdM
      ZuQzaCWE1WICxELA0uupG1UwHwYDVR0jBBgwFoAUvYdMZuQzaCWE1WICxELA0uup
      G1UwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAmrRcIc+A7dp0
      311bxx2Sl2Y90D0xOfXDPfxDBR/c6lwCIQDWCX4m04pxoBSo/qikmd4IyvsT3Zb5
      j7EQ2y35rZ5KUQ==
      -----END CERTIFICATE-----
      """;

  @ParameterizedTest
  @CsvSource({
    "00112233445566778899AABBCCDDEEFF00112233, x5t, ABEiM0RVZneImaq7zN3u_wARIjM",
    "fbefbefffbefbefffbefbefffbefbefffbefbeff, x5t, ----__vvvv_7777_----__vvvv8",
    "a0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebf, x5t#S256,"
        + " oKGio6SlpqeoqaqrrK2ur7CxsrO0tba3uLm6u7y9vr8"
  })
  void isTheOneOfTheGoldenVectors(String hex, String header, String value) {
    CertificateThumbprint thumbprint = CertificateThumbprint.ofHex(hex);

    assertThat(thumbprint.kind().header()).isEqualTo(header);
    assertThat(thumbprint.value()).isEqualTo(value);
    assertThat(thumbprint.hex()).isEqualToIgnoringCase(hex);
  }

  @Test
  void readsWhatOpensslPrints() {
    assertThat(
            CertificateThumbprint.ofHex(
                "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33\n"))
        .isEqualTo(CertificateThumbprint.ofHex("00112233445566778899aabbccddeeff00112233"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "00", "0011223344556677889900112233445566778899zz", "é"})
  void refusesWhatIsNoThumbprint(String hex) {
    assertThatIllegalArgumentException().isThrownBy(() -> CertificateThumbprint.ofHex(hex));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ABEiM0RVZneImaq7zN3u_wARIjM=", "ABEiM0RVZneImaq7zN3u/wARIjM", "ABEiM0RVZn"})
  void refusesAnotherAlphabetOrLength(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateThumbprint(Kind.SHA1, value));
  }

  @Test
  void computesWhatOpensslComputes() throws Exception {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(CERTIFICATE.getBytes(StandardCharsets.US_ASCII)));

    assertThat(CertificateThumbprint.of(Kind.SHA1, certificate))
        .isEqualTo(
            CertificateThumbprint.ofHex(
                "7F:35:A4:FC:8E:5D:23:33:67:20:3D:C3:D3:AE:99:19:71:A8:A5:5B"));
    assertThat(CertificateThumbprint.of(Kind.SHA256, certificate))
        .isEqualTo(
            CertificateThumbprint.ofHex(
                "90:F6:C3:E7:1A:F5:17:3B:C9:8D:1E:F0:A4:41:F4:04:"
                    + "73:B8:7F:ED:F2:72:5A:6B:03:FC:9A:11:EB:57:A9:3D"));
  }

  @Property(tries = 200)
  void hexSurvivesTheWayThroughBase64(@ForAll @Size(32) byte[] digest) {
    String hex = HexFormat.of().formatHex(digest);

    assertThat(CertificateThumbprint.ofHex(hex).hex()).isEqualTo(hex);
  }
}
