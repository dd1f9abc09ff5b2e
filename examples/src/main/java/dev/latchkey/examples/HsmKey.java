package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A daemon whose key never leaves its module (PKCS#11). The module here is SoftHSM, Debian's {@code
 * softhsm2}; with a real one its maker's library takes the place of {@link #LIBRARY}, and the key
 * is made once, by somebody else.
 *
 * <p>Run it from the root of the project: {@code scripts/example HsmKey}.
 */
public final class HsmKey {

  static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final String CLIENT_ID = "signer";
  private static final String PIN = "1234";
  private static final String WITHIN = "SOFTHSM2_CONF";

  private HsmKey() {}

  /**
   * Gets a token with a key that is made in the module for it.
   *
   * @param args a folder with the module's configuration; none to make one
   * @throws IOException if a program cannot be started or a file not be written
   * @throws InterruptedException if interrupted
   * @throws CertificateException if the module's certificate cannot be read
   */
  public static void main(String[] args)
      throws IOException, InterruptedException, CertificateException {
    if (args.length == 1) {
      daemon(Path.of(args[0]));
    } else if (Files.exists(LIBRARY)) {
      withModule();
    } else {
      System.out.println("SoftHSM is not installed (Debian: softhsm2)");
    }
  }

  private static void daemon(Path folder) throws IOException, CertificateException {
    X509Certificate certificate;
    try (ByteArrayInputStream pem =
        new ByteArrayInputStream(Files.readAllBytes(folder.resolve("certificate.pem")))) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
    }
    KeySource key =
        KeySource.pkcs11(folder.resolve("pkcs11.cfg"))
            .pin(Passphrase.of(PIN.toCharArray()))
            .alias("daemon");
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder(CLIENT_ID).certificate(certificate).build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder(CLIENT_ID, ClientCredential.certificate(key))
                .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
                .http(ToSandbox.settings(sandbox)) // a real daemon leaves out this line
                .build()) {
      TokenResult token =
          app.acquireForClient(ClientRequest.of("https://graph.microsoft.com/.default"));
      System.out.printf("signed in the module: token from %s%n", token.source());
    }
  }

  // SoftHSM reads the place of its configuration from the environment of the process.
  private static void withModule() throws IOException, InterruptedException {
    try (TemporaryFolder temporary = TemporaryFolder.create()) {
      Path folder = temporary.path();
      Files.createDirectory(folder.resolve("tokens"));
      Files.writeString(
          folder.resolve("softhsm2.conf"),
          "directories.tokendir = " + folder.resolve("tokens") + "\n");
      Files.writeString(
          folder.resolve("pkcs11.cfg"),
          "name = example\nlibrary = " + LIBRARY + "\nslotListIndex = 0\n");
      run(folder, "softhsm2-util --init-token --free --label example --pin 1234 --so-pin 5678");
      String keytool = ChildProcess.tool("keytool") + " -storetype PKCS11 -storepass " + PIN;
      String provider =
          " -providerclass sun.security.pkcs11.SunPKCS11 -providerarg "
              + folder.resolve("pkcs11.cfg");
      run(
          folder,
          keytool
              + provider
              + " -genkeypair -keyalg RSA -keysize 2048 -alias daemon"
              + " -dname CN=signer -validity 30");
      run(
          folder,
          keytool
              + provider
              + " -exportcert -rfc -alias daemon -file "
              + folder.resolve("certificate.pem"));
      ChildProcess.of(HsmKey.class, folder.toString())
          .with(WITHIN, folder.resolve("softhsm2.conf").toString())
          .lines()
          .forEach(System.out::println);
    }
  }

  private static void run(Path folder, String command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(List.of(command.split(" "))))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.log").toFile());
    builder.environment().put(WITHIN, folder.resolve("softhsm2.conf").toString());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException(Files.readString(folder.resolve("out.log")));
    }
  }
}
