package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * An identity provider in this process, over HTTPS on the loopback address.
 *
 * <p>It has a certificate authority of its own, issues really signed tokens to the applications it
 * knows, records what it is sent, and misbehaves as scripted. It speaks like Entra under {@code
 * /{tenant}} and like a generic OpenID Connect provider under {@code /realms/{realm}}; every tenant
 * and realm exists.
 *
 * <p>Nothing it signs is to be trusted anywhere else. Safe for use by several threads; {@link
 * #close()} ends every connection and thread.
 *
 * @since 0.1
 */
public final class Sandbox implements AutoCloseable {

  private final URI uri;
  private final InetSocketAddress address;
  private final Certificates certificates;
  private final SSLContext trusting;
  private final Clock clock;
  private final SandboxApplications applications;
  private final SandboxUsers users;
  private final SandboxDevices devices;
  private final SandboxResource resource;
  private final Router router;
  private final FederatedUsers federatedUsers;
  private final RecordedRequests requests = new RecordedRequests();
  private final FaultQueue faults = new FaultQueue();
  private final LoopbackServer server;
  private final Endpoints endpoints;
  private final EntraErrors errors;
  private final Duration readLimit;

  Sandbox(SandboxBuilder builder, ServerSocket listener) {
    clock = builder.clock();
    address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    uri = URI.create("https://localhost:" + address.getPort());
    certificates = new Certificates();
    trusting = certificates.trusting();
    applications = new SandboxApplications(builder.applications());
    users = new SandboxUsers(builder.users());
    federatedUsers = new FederatedUsers(builder.federatedUsers());
    HostNames names = new HostNames(builder.hosts());
    errors = new EntraErrors(clock);
    readLimit = builder.readLimit();
    BaseUris bases = new BaseUris(names, uri);
    resource = new SandboxResource(uri);
    endpoints =
        new Endpoints(
            bases,
            new Tenants(builder.tenants(), builder.unknownTenants()),
            new Realms(builder.realms()),
            applications,
            users,
            federatedUsers,
            errors,
            clock);
    devices = endpoints.devices();
    router = endpoints.router(resource);
    builder.script(faults());
    server =
        LoopbackServer.start(
            listener,
            certificates.server(names.all()),
            readLimit,
            faults::takeRefusal,
            new Dispatcher(router, requests, faults, errors, clock));
  }

  /**
   * Starts a sandbox on a free port, with the system clock and no application.
   *
   * @return a running sandbox, which the caller closes
   * @throws java.io.UncheckedIOException if no port could be had
   * @since 0.1
   */
  public static Sandbox start() {
    return builder().start();
  }

  /**
   * Begins a sandbox.
   *
   * @return a new builder
   * @since 0.1
   */
  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  /**
   * Returns where the sandbox is.
   *
   * @return {@code https://localhost:} and the port, without a slash at the end
   * @since 0.1
   */
  public URI uri() {
    return uri;
  }

  /**
   * Returns an authority of the Entra shape.
   *
   * @param tenant an id, a domain name, {@code common}, {@code organizations} or {@code consumers}
   * @return the authority, without a slash at the end
   * @since 0.1
   */
  public URI authority(String tenant) {
    return URI.create(uri + "/" + Texts.notEmpty(tenant, "tenant"));
  }

  /**
   * Returns the issuer of a generic OpenID Connect realm.
   *
   * @param realm name of the realm
   * @return the issuer, without a slash at the end
   * @since 0.1
   */
  public URI oidcAuthority(String realm) {
    return URI.create(uri + "/realms/" + Texts.notEmpty(realm, "realm"));
  }

  /**
   * Returns the address that connections meant for other hosts may be sent to.
   *
   * @return the loopback address and the port
   * @since 0.1
   */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Returns the certificate that clients must trust.
   *
   * @return the root of this sandbox alone; it changes with every start
   * @since 0.1
   */
  public X509Certificate certificateAuthority() {
    return certificates.authority();
  }

  /**
   * Returns the certificate that clients must trust, as text.
   *
   * @return PEM
   * @since 0.1
   */
  public String certificateAuthorityPem() {
    return certificates.authorityPem();
  }

  /**
   * Writes the certificate that clients must trust, for other programs.
   *
   * @param file is written over
   * @throws IOException if it cannot be written
   * @since 0.1
   */
  public void writeCertificateAuthority(Path file) throws IOException {
    Files.writeString(requireNonNull(file, "file"), certificates.authorityPem());
  }

  /**
   * Returns what a Java client needs to connect.
   *
   * @return a context that trusts this sandbox and nobody else
   * @since 0.1
   */
  public SSLContext sslContext() {
    return trusting;
  }

  /**
   * Returns what a Java client needs to connect and to prove itself by mutual TLS (RFC 8705).
   *
   * @param client shown in the handshake, with its chain
   * @return a new context that trusts this sandbox and nobody else
   * @since 0.1
   */
  public SSLContext sslContext(TestCertificate client) {
    return certificates.showing(requireNonNull(client, "client"));
  }

  /**
   * Returns the clock that tokens and errors are dated by.
   *
   * @return the clock given to the builder, else the system's
   * @since 0.1
   */
  public Clock clock() {
    return clock;
  }

  /**
   * Returns the applications that may ask for tokens.
   *
   * @return the live registry
   * @since 0.1
   */
  public SandboxApplications applications() {
    return applications;
  }

  /**
   * Returns the users who can sign in.
   *
   * @return the live registry
   * @since 0.1
   */
  public SandboxUsers users() {
    return users;
  }

  /**
   * Returns the users whose organization checks passwords itself. Everybody else with a domain name
   * is one that Entra checks.
   *
   * @return the live registry
   * @since 0.1
   */
  public FederatedUsers federatedUsers() {
    return federatedUsers;
  }

  /**
   * Returns the sign-ins that wait for a person with another device.
   *
   * @return the live list
   * @since 0.1
   */
  public SandboxDevices device() {
    return devices;
  }

  /**
   * Returns the API that takes this sandbox's tokens.
   *
   * @return the live settings
   * @since 0.1
   */
  public SandboxResource resource() {
    return resource;
  }

  /**
   * Opens a browser in which nobody is signed in.
   *
   * @return a new browser
   * @since 0.1
   */
  public SandboxBrowser browser() {
    return new SandboxBrowser(this::answerDirectly, users);
  }

  /**
   * Signs a user in as a person with a new browser would, and agrees to what is asked.
   *
   * @param authorizationUri that the application would send the browser to
   * @param username of a user who is registered
   * @return where the browser was sent
   * @throws IllegalArgumentException if there is no such user
   * @throws IllegalStateException if a page got in the way; the message has its text
   * @since 0.1
   */
  public SandboxRedirect signIn(URI authorizationUri, String username) {
    return browser().signIn(authorizationUri, username);
  }

  private Answer answerDirectly(WireRequest wire) {
    RecordedRequest request =
        new RecordedRequest(wire, router.kindOf(wire.path()), clock.instant());
    requests.add(request);
    return router.answer(request);
  }

  /**
   * Returns what was sent.
   *
   * @return the live record; it stays readable after {@link #close()}
   * @since 0.1
   */
  public RecordedRequests requests() {
    return requests;
  }

  /**
   * Opens the metadata service of an Azure machine: {@code /metadata/instance/compute}, without
   * TLS. Connections that are meant for {@code 169.254.169.254} may be sent there.
   *
   * @param region that the machine is in, such as {@code westus2}
   * @return the machine, which the caller closes
   * @throws UncheckedIOException if no port could be had
   * @since 0.1
   */
  public SandboxMachine openMachine(String region) {
    Router metadata = endpoints.machine(Texts.notEmpty(region, "region"));
    try {
      ServerSocket listener = LoopbackServer.listen(0);
      return new SandboxMachine(
          new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()),
          LoopbackServer.start(
              listener,
              null,
              readLimit,
              () -> false,
              new Dispatcher(metadata, requests, faults, errors, clock)));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox could not open a machine", e);
    }
  }

  /**
   * Opens a Cloud Shell.
   *
   * @param username of a registered user, who has it open
   * @return the shell, which the caller closes
   * @throws UncheckedIOException if no port could be had
   * @since 0.1
   */
  public SandboxCloudShell openCloudShell(String username) {
    try {
      ServerSocket listener = LoopbackServer.listen(0);
      return new SandboxCloudShell(
          URI.create("http://localhost:" + listener.getLocalPort() + "/oauth2/token"),
          LoopbackServer.start(
              listener,
              null,
              readLimit,
              () -> false,
              new Dispatcher(endpoints.cloudShell(username), requests, faults, errors, clock)));
    } catch (IOException e) {
      throw new UncheckedIOException("the sandbox could not open a Cloud Shell", e);
    }
  }

  /**
   * Returns what is to go wrong.
   *
   * @return the live script, for requests of every kind
   * @since 0.1
   */
  public FaultScript faults() {
    return new FaultScript(faults, EndpointKind.ANY);
  }

  /** Stops listening and ends every connection, whatever it is doing. Further calls do nothing. */
  @Override
  public void close() {
    server.close();
    faults().clear();
  }

  @Override
  public String toString() {
    return "Sandbox[" + uri + "]";
  }
}
