package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs11Test {

  @TempDir private Path directory;

  private final KeyMaterialReader reader = new JoseCryptoProvider().open().keyMaterialReader();

  @Test
  void aModuleThatIsNotThereIsATypedError() throws IOException {
    Path configuration =
        Files.writeString(
            directory.resolve("p11.cfg"), "name = none\nlibrary = /no/such/module.so\n");

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.openPkcs11(configuration, new char[0], ""))
        .withMessage("PKCS#11 module cannot be loaded as p11.cfg describes it");
  }

  @Test
  void aConfigurationThatIsNotThereIsATypedError() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.openPkcs11(directory.resolve("none.cfg"), new char[0], ""))
        .withMessageContaining("none.cfg");
  }

  @Test
  void aTextThatIsNoConfigurationIsATypedError() throws IOException {
    Path configuration = Files.writeString(directory.resolve("p11.cfg"), "what\n");

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.openPkcs11(configuration, "1234".toCharArray(), ""));
    assertThat(configuration).exists();
  }
}
