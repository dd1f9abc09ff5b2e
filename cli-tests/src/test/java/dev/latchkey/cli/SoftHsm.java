package dev.latchkey.cli;

import dev.latchkey.sandbox.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A hardware module in software, with one key that does not leave it. It reads its configuration's
 * place from the environment when it is loaded, so the run sets {@code SOFTHSM2_CONF} to the file
 * that is written here.
 *
 * @param configuration the Java runtime's configuration of the module
 * @param certificate the certificate of the key
 */
record SoftHsm(Path configuration, X509Certificate certificate) {

  static final String PIN = "1234";
  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");

  /** Makes a token in the module; empty where the module is not installed. */
  static Optional<SoftHsm> installed(Path folder) throws Exception {
    String place = System.getenv("SOFTHSM2_CONF");
    if (place == null || !Files.exists(LIBRARY)) {
      return Optional.empty();
    }
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(Path.of(place), "directories.tokendir = " + tokens + "\n");
    initialise(folder);
    Path configuration =
        Files.writeString(
            folder.resolve("pkcs11.cfg"),
            "name = keycloak\nlibrary = "
                + LIBRARY
                + "\nslotListIndex = 0\n"
                + "attributes(*, CKO_PRIVATE_KEY, *) = {\n  CKA_SENSITIVE = true\n"
                + "  CKA_EXTRACTABLE = false\n}\n");
    TestCertificate pair = TestCertificate.rsa("CN=daemon in hardware");
    KeyStore token =
        KeyStore.getInstance(
            "PKCS11", Security.getProvider("SunPKCS11").configure(configuration.toString()));
    token.load(null, PIN.toCharArray());
    token.setKeyEntry("daemon", pair.privateKey(), null, new Certificate[] {pair.certificate()});
    return Optional.of(new SoftHsm(configuration, pair.certificate()));
  }

  private static void initialise(Path folder) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "latchkey",
                "--pin",
                PIN,
                "--so-pin",
                "5678")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("softhsm.log").toFile())
            .start();
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(Files.readString(folder.resolve("softhsm.log")));
    }
  }
}
