package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A host in Azure, in this process: it gives tokens to the code it runs, as a virtual machine, App
 * Service, Service Fabric and others do, each with the oddities of its own. It records what it is
 * sent, and misbehaves as scripted.
 *
 * <p>Show the code under test {@link #environment()} and {@link #files()}. Safe for use by several
 * threads; {@link #close()} ends every connection and thread.
 *
 * @since 0.1
 */
public final class AzureHost implements AutoCloseable {

  private final Kind kind;
  private final URI uri;
  private final HostEndpoint endpoint;
  private final @Nullable TestCertificate certificate;
  private final RecordedRequests requests = new RecordedRequests();
  private final FaultQueue faults = new FaultQueue();
  private final LoopbackServer server;

  private AzureHost(Builder builder, ServerSocket listener) {
    kind = builder.kind;
    boolean secured = kind == Kind.SERVICE_FABRIC;
    uri = URI.create((secured ? "https" : "http") + "://127.0.0.1:" + listener.getLocalPort());
    certificate = secured ? TestCertificate.rsa("CN=a cluster that nobody vouches for") : null;
    endpoint = HostEndpoint.of(kind, builder.clock, builder.tokenLife, builder.identities);
    SSLContext tls =
        certificate == null ? null : Certificates.server(certificate, new SecureRandom());
    server =
        LoopbackServer.start(
            listener,
            tls,
            Duration.ofSeconds(30),
            faults::takeRefusal,
            new Dispatcher(
                new Router(List.of(endpoint)),
                requests,
                faults,
                new EntraErrors(builder.clock),
                builder.clock));
  }

  /**
   * Starts a host on a free port, with the system clock and no user-assigned identity.
   *
   * @param kind which
   * @return a running host, which the caller closes
   * @since 0.1
   */
  public static AzureHost start(Kind kind) {
    return builder(kind).start();
  }

  /**
   * Begins a host.
   *
   * @param kind which
   * @return a new builder
   * @since 0.1
   */
  public static Builder builder(Kind kind) {
    return new Builder(requireNonNull(kind, "kind"));
  }

  /**
   * Returns where the host listens.
   *
   * @return scheme, loopback address and port
   * @since 0.1
   */
  public URI uri() {
    return uri;
  }

  /**
   * Returns the variables that the host sets for the code it runs. Of a virtual machine, which sets
   * none, it is the one that moves its address.
   *
   * @return values by name
   * @since 0.1
   */
  public Map<String, String> environment() {
    return kind.environment(uri, certificate);
  }

  /**
   * Returns the files that the host leaves for the code it runs. Azure Arc has its agent there, and
   * writes a key for each request.
   *
   * @return the live contents by path, as text
   * @since 0.1
   */
  public Map<Path, String> files() {
    return endpoint.files();
  }

  /**
   * Returns the identity that the host itself has. Its object id is the subject of its tokens.
   *
   * @return the system-assigned identity
   * @since 0.1
   */
  public Identity ownIdentity() {
    return HostEndpoint.OWN;
  }

  /**
   * Returns who issues the tokens, for applications that trust them as federated credentials.
   *
   * @return the issuer in each token
   * @since 0.1
   */
  public String issuer() {
    return HostEndpoint.ISSUER;
  }

  /**
   * Returns the key that the tokens are signed with.
   *
   * @return the public half
   * @since 0.1
   */
  public PublicKey signingKey() {
    return SigningKey.shared().publicKey();
  }

  /**
   * Returns the requests that came.
   *
   * @return the live record; it stays readable after {@link #close()}
   * @since 0.1
   */
  public RecordedRequests requests() {
    return requests;
  }

  /**
   * Returns what is to go wrong.
   *
   * @return the live script
   * @since 0.1
   */
  public FaultScript faults() {
    return new FaultScript(faults, EndpointKind.ANY);
  }

  /** Stops listening and ends every connection. Further calls do nothing. */
  @Override
  public void close() {
    server.close();
    faults().clear();
  }

  @Override
  public String toString() {
    return "AzureHost[" + kind + ", " + uri + "]";
  }

  /**
   * The hosts that give tokens.
   *
   * @since 0.1
   */
  public enum Kind {
    /** The metadata service of virtual machines and scale sets. */
    VIRTUAL_MACHINE("/metadata/identity/oauth2/token"),
    /** App Service. */
    APP_SERVICE("/msi/token"),
    /** Azure Functions, which is App Service with another address. */
    FUNCTIONS("/msi/token"),
    /** A runbook of Azure Automation. */
    AUTOMATION("/oauth2/token"),
    /** The compute of Azure Machine Learning. */
    MACHINE_LEARNING("/MSI/token"),
    /** A Service Fabric cluster, whose certificate nobody vouches for. */
    SERVICE_FABRIC("/metadata/identity/oauth2/token"),
    /** A machine elsewhere with the agent of Azure Arc. */
    ARC("/metadata/identity/oauth2/token"),
    /** Cloud Shell, whose tokens stand for a person. */
    CLOUD_SHELL("/oauth2/token");

    /** The secret that hosts hand to the code they run. */
    static final String SECRET = "hush-0a6e-of-the-host";

    private final String path;

    Kind(String path) {
      this.path = path;
    }

    String path() {
      return path;
    }

    private static String thumbprint(TestCertificate certificate) {
      try {
        return Digests.hex("SHA-1", certificate.certificate().getEncoded());
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("a certificate of our own has no DER form", e);
      }
    }

    Map<String, String> environment(URI uri, @Nullable TestCertificate certificate) {
      String address = uri + path;
      return switch (this) {
        case VIRTUAL_MACHINE -> Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", uri + "/");
        case APP_SERVICE, FUNCTIONS, AUTOMATION ->
            Map.of("IDENTITY_ENDPOINT", address, "IDENTITY_HEADER", SECRET);
        case MACHINE_LEARNING -> Map.of("MSI_ENDPOINT", address, "MSI_SECRET", SECRET);
        case SERVICE_FABRIC ->
            Map.of(
                "IDENTITY_ENDPOINT",
                address,
                "IDENTITY_HEADER",
                SECRET,
                "IDENTITY_SERVER_THUMBPRINT",
                thumbprint(requireNonNull(certificate)));
        case ARC -> Map.of("IDENTITY_ENDPOINT", address, "IMDS_ENDPOINT", uri.toString());
        case CLOUD_SHELL ->
            Map.of("AZUREPS_HOST_ENVIRONMENT", "cloud-shell/1.0", "MSI_ENDPOINT", address);
      };
    }
  }

  /**
   * A user-assigned identity of a host.
   *
   * @param clientId its client id
   * @param objectId its object id
   * @param resourceId its resource id
   * @since 0.1
   */
  public record Identity(String clientId, String objectId, String resourceId) {

    /**
     * Checks that all are there.
     *
     * @param clientId its client id
     * @param objectId its object id
     * @param resourceId its resource id
     */
    public Identity {
      Texts.notEmpty(clientId, "client id");
      Texts.notEmpty(objectId, "object id");
      Texts.notEmpty(resourceId, "resource id");
    }
  }

  /**
   * Collects the settings of a host. Not safe for use by several threads.
   *
   * @since 0.1
   */
  public static final class Builder {

    private final Kind kind;
    private List<Identity> identities = List.of();
    private Clock clock = Clock.systemUTC();
    private Duration tokenLife = Duration.ofHours(24);

    private Builder(Kind kind) {
      this.kind = kind;
    }

    /**
     * Sets the user-assigned identities; the system-assigned one is always there.
     *
     * @param those which
     * @return this builder
     * @since 0.1
     */
    public Builder identities(Identity... those) {
      identities = List.of(those);
      return this;
    }

    /**
     * Sets the clock that tokens are dated by.
     *
     * @param time the clock
     * @return this builder
     * @since 0.1
     */
    public Builder clock(Clock time) {
      clock = requireNonNull(time, "time");
      return this;
    }

    /**
     * Sets how long tokens live; a day by default.
     *
     * @param life how long
     * @return this builder
     * @since 0.1
     */
    public Builder tokenLife(Duration life) {
      tokenLife = requireNonNull(life, "life");
      return this;
    }

    /**
     * Starts the host.
     *
     * @return a running host, which the caller closes
     * @throws UncheckedIOException if no port could be had
     * @since 0.1
     */
    public AzureHost start() {
      try {
        ServerSocket listener = LoopbackServer.listen(0);
        try {
          return new AzureHost(this, listener);
        } catch (RuntimeException | Error e) {
          listener.close();
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the host could not listen on any port", e);
      }
    }
  }
}
