package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.spi.http.Trust;
import java.security.cert.X509CRL;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationListsTest {

  private static final List<X509CRL> LISTS = List.of(HttpCertificates.revocationList("current"));

  @Test
  void oneIsNeeded() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trust.system().unlessRevoked(List.of()))
        .withMessage("no revocation list given");
  }

  @Test
  void areGivenOnceAndOnlyWhereSomethingIsChecked() {
    for (Trust trust :
        List.of(Trust.insecureTrustAnyServer(), Trust.system().unlessRevoked(LISTS))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> trust.unlessRevoked(LISTS))
          .withMessageStartingWith("revocation lists belong to");
    }
  }
}
