package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Kubernetes cluster with workload identity, as Azure's service has it: it writes a token of the
 * pod's service account into a file, and another before that one ends. The file is reached through
 * links that are swapped at once, as the cluster's agent does it, so that nobody reads half a
 * token. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class SandboxCluster {

  private static final String FILE = "azure-identity-token";
  private static final String DATA = "..data";
  private static final Duration LIFE = Duration.ofHours(1);

  private final Path directory;
  private final Clock clock;
  private final String issuer = "https://oidc.cluster.example/" + UUID.randomUUID();
  private final AtomicInteger written = new AtomicInteger();

  private SandboxCluster(Path directory, Clock clock) {
    this.directory = requireNonNull(directory, "directory");
    this.clock = requireNonNull(clock, "clock");
  }

  /**
   * Writes the first token.
   *
   * @param directory where files are to lie; an empty one of the test's own
   * @param clock what tokens are dated by
   * @return the cluster
   * @throws IOException if it cannot be written
   * @since 0.1
   */
  public static SandboxCluster start(Path directory, Clock clock) throws IOException {
    SandboxCluster cluster = new SandboxCluster(directory, clock);
    cluster.rotate();
    return cluster;
  }

  /**
   * Names who signs its tokens, for {@link SandboxApplication.Builder#federated}.
   *
   * @return an address that nobody has to reach
   * @since 0.1
   */
  public String issuer() {
    return issuer;
  }

  /**
   * Names the pod's service account.
   *
   * @return what {@code sub} of its tokens says
   * @since 0.1
   */
  public String subject() {
    return "system:serviceaccount:shop:orders";
  }

  /**
   * Names whom its tokens are for.
   *
   * @return what {@code aud} of its tokens says
   * @since 0.1
   */
  public String audience() {
    return "api://AzureADTokenExchange";
  }

  /**
   * Returns what its signatures are verified with.
   *
   * @return the public half
   * @since 0.1
   */
  public PublicKey signingKey() {
    return SigningKey.shared().publicKey();
  }

  /**
   * Returns the variables that the cluster's webhook gives to a pod.
   *
   * @param clientId the application whose registration trusts the service account
   * @param tenant its tenant
   * @return names and values
   * @since 0.1
   */
  public Map<String, String> environment(String clientId, String tenant) {
    return Map.of(
        "AZURE_CLIENT_ID",
        clientId,
        "AZURE_TENANT_ID",
        tenant,
        "AZURE_FEDERATED_TOKEN_FILE",
        tokenFile().toString(),
        "AZURE_AUTHORITY_HOST",
        "https://login.microsoftonline.com/");
  }

  /**
   * Names the file.
   *
   * @return where the token lies
   * @since 0.1
   */
  public Path tokenFile() {
    return directory.resolve(FILE);
  }

  /**
   * Reads the token.
   *
   * @return the one that lies there now
   * @throws IOException if it cannot be read
   * @since 0.1
   */
  public String token() throws IOException {
    return Files.readString(tokenFile());
  }

  /**
   * Writes another token in place of the one that lies there.
   *
   * @throws IOException if it cannot be written
   * @since 0.1
   */
  public void rotate() throws IOException {
    int number = written.incrementAndGet();
    Path version = Files.createDirectory(directory.resolve(".." + number));
    Files.writeString(version.resolve(FILE), sign(number), StandardCharsets.US_ASCII);
    Path next = directory.resolve(DATA + "_tmp");
    Files.createSymbolicLink(next, version.getFileName());
    Files.move(
        next,
        directory.resolve(DATA),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    if (number == 1) {
      Files.createSymbolicLink(tokenFile(), Path.of(DATA, FILE));
    }
  }

  private String sign(int number) {
    Instant now = clock.instant();
    return SigningKey.shared()
        .sign(
            Map.of(
                "iss", issuer,
                "sub", subject(),
                "aud", List.of(audience()),
                "iat", now.getEpochSecond(),
                "nbf", now.getEpochSecond(),
                "exp", now.plus(LIFE).getEpochSecond(),
                "jti", "token-" + number));
  }

  /** Returns where its files lie. */
  @Override
  public String toString() {
    return "SandboxCluster[" + directory + "]";
  }
}
