package dev.latchkey.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A Keycloak of one's own: a process on a free loopback port, over HTTPS, forgetting all. */
final class Keycloak implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(10);
  private static final String LISTENING = "Listening on:";
  static final String STORE_WORD = "changeit";

  private final Process process;
  private final Thread atExit;
  private final Path certificate;
  private final URI uri;

  private Keycloak(Process process, Path certificate, URI uri) {
    this.process = process;
    this.certificate = certificate;
    this.uri = uri;
    // A JVM that is killed in the middle of a test must not leave half a gigabyte behind.
    this.atExit = new Thread(this::kill, "keycloak-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts it and waits until it serves the realm.
   *
   * @param home the unpacked distribution
   * @param folder for keys
   * @param realm its name
   * @param description its clients and settings, as Keycloak imports them
   * @param clientTrust a PKCS#12 store of those who may issue certificates of clients
   */
  static Keycloak start(Path home, Path folder, String realm, String description, Path clientTrust)
      throws Exception {
    Path keys = folder.resolve("keycloak.p12");
    Path certificate = folder.resolve("keycloak.pem");
    run(
        keytool(
            "-genkeypair",
            keys,
            "-dname",
            "CN=localhost",
            "-keyalg",
            "RSA",
            "-validity",
            "2",
            "-ext",
            "san=dns:localhost,ip:127.0.0.1"));
    run(keytool("-exportcert", keys, "-rfc", "-file", certificate.toString()));
    Path imported = Files.createDirectories(home.resolve("data").resolve("import"));
    Files.writeString(imported.resolve(realm + "-realm.json"), description);

    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                home.resolve("bin").resolve("kc.sh").toString(),
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--http-enabled=false",
                "--http-host=127.0.0.1",
                "--https-port=" + port,
                "--https-key-store-file=" + keys,
                "--https-key-store-password=" + STORE_WORD,
                "--https-client-auth=request",
                "--https-trust-store-file=" + clientTrust,
                "--https-trust-store-password=" + STORE_WORD)
            .redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m",
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1"));
    Process process = builder.start();
    Log log = Log.of(process, home.resolveSibling("keycloak.log"));
    Keycloak keycloak = new Keycloak(process, certificate, URI.create("https://localhost:" + port));
    try {
      log.await(LISTENING, START);
      keycloak.requireRealm(realm);
      return keycloak;
    } catch (Exception | AssertionError e) {
      keycloak.close();
      throw e;
    }
  }

  private static String[] keytool(String what, Path keys, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                what,
                "-alias",
                "keycloak",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_WORD));
    command.addAll(List.of(more));
    return command.toArray(String[]::new);
  }

  private static void run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command[0] + " failed: " + output);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void requireRealm(String realm) throws Exception {
    HttpsURLConnection connection =
        (HttpsURLConnection)
            URI.create(realm(realm) + "/.well-known/openid-configuration").toURL().openConnection();
    connection.setSSLSocketFactory(trusting(certificate).getSocketFactory());
    connection.setConnectTimeout(10_000);
    connection.setReadTimeout(60_000);
    if (connection.getResponseCode() != 200) {
      throw new AssertionError("Keycloak has no realm " + realm);
    }
  }

  private static SSLContext trusting(Path pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(pem)) {
      store.setCertificateEntry(
          "keycloak", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** The certificate that clients must trust. */
  Path certificate() {
    return certificate;
  }

  /** The issuer of a realm. */
  URI realm(String name) {
    return URI.create(uri + "/realms/" + name);
  }

  // The shell script may have a child, which would outlive it.
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
