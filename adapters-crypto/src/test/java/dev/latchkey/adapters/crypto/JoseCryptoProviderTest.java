package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.CryptoProvider;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class JoseCryptoProviderTest {

  @Test
  void isFoundByItsName() {
    List<CryptoProvider> found =
        ServiceLoader.load(CryptoProvider.class).stream().map(ServiceLoader.Provider::get).toList();

    assertThat(found).singleElement().isInstanceOf(JoseCryptoProvider.class);
    assertThat(found.get(0).name()).isEqualTo("jose");
    assertThat(found.get(0).spiLevel()).isEqualTo(SpiLevel.CURRENT);
  }

  @Test
  void registersNothingWithTheRuntime() {
    Provider[] before = Security.getProviders();

    Crypto crypto = new JoseCryptoProvider().open();
    crypto.keyMaterialReader().readPem(TestKeys.file("rsa-pkcs8-aes.pem"), "tester".toCharArray());

    assertThat(Security.getProviders()).isEqualTo(before);
  }
}
