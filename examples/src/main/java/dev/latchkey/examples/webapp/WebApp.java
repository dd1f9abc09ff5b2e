package dev.latchkey.examples.webapp;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web application that people sign in to, and that calls an API in their name: the sign-in in two
 * steps with the flow kept in the session, a token without asking on each page, another sign-in
 * when the API or the authority demands it, and the way out. It serves the loopback address only.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=webapp.WebApp}. Your browser warns of the sandbox's certificate, which no authority
 * that it knows has issued.
 */
public final class WebApp implements AutoCloseable {

  private static final String CLIENT_ID = "webapp";
  private static final String SECRET = "pass+word/with=signs";
  private static final String TENANT = "contoso.onmicrosoft.com";
  private static final String USER = "mira@contoso.example";
  private static final int THREADS = 8;

  private final ConfidentialClient app;
  private final HttpServer server;
  private final ExecutorService threads;

  private WebApp(ConfidentialClient app, HttpServer server, ExecutorService threads) {
    this.app = app;
    this.server = server;
    this.threads = threads;
  }

  /**
   * Serves the application beside a sandbox until standard input ends.
   *
   * @param args not used
   * @throws IOException if no port could be had
   */
  public static void main(String[] args) throws IOException {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(registration())
                .user(
                    SandboxUser.builder(USER)
                        .homeTenant(TENANT)
                        .displayName("Mira Quist")
                        .consented(false)
                        .build())
                .start();
        WebApp web = start(sandbox, ResponseMode.FORM_POST)) {
      converse(sandbox, web, System.in, System.out);
    }
  }

  private static void converse(Sandbox sandbox, WebApp web, InputStream in, PrintStream out)
      throws IOException {
    out.printf("open %s and sign in as %s with the password \"password\"%n", web.uri(), USER);
    out.println("Enter revokes what the API has accepted so far; the end of the input stops");
    for (int read = in.read(); read >= 0; read = in.read()) {
      if (read == '\n') {
        revoke(sandbox, USER);
        out.println("revoked: look at the page again");
      }
    }
  }

  /**
   * Revokes a person's sessions, and has the API refuse the tokens that are older, as continuous
   * access evaluation of Entra does.
   *
   * @param sandbox who issued the tokens
   * @param user the name that the person signs in with
   */
  public static void revoke(Sandbox sandbox, String user) {
    sandbox.users().revokeSessions(user);
    sandbox
        .resource()
        .demandClaims(
            "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"%d\"}}}"
                .formatted(sandbox.clock().instant().getEpochSecond()));
  }

  /**
   * Tells what an administrator registers for the application.
   *
   * @return secret and addresses
   */
  public static SandboxApplication registration() {
    return SandboxApplication.builder(CLIENT_ID)
        .secret(SECRET)
        .redirectUri("http://localhost" + Site.REDIRECT_PATH)
        .redirectUri("http://localhost/")
        .build();
  }

  /**
   * Starts the application on a free loopback port.
   *
   * @param sandbox knows the {@link #registration()}
   * @param mode how answers are to come; form_post keeps codes out of the browser's history
   * @return the running application, which the caller closes before the sandbox
   * @throws IOException if no port could be had
   */
  public static WebApp start(Sandbox sandbox, ResponseMode mode) throws IOException {
    Trust trust = Trust.certificates(List.of(sandbox.certificateAuthority()));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI uri = uri(server);
    ConfidentialClient app =
        ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
            .authority(Authority.parse(sandbox.authority(TENANT).toString()))
            .instanceDiscovery(false) // the sandbox's host is none of Entra's
            .http(HttpSettings.defaults().trust(trust))
            .httpProvider("apache") // needed where several adapters are on the path
            .clock(sandbox.clock())
            .build();
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(sandbox.sslContext())
            .build();
    AuthCodeFlowRequest signIn =
        AuthCodeFlowRequest.of(List.of(Orders.SCOPE))
            .redirectUri(uri.resolve(Site.REDIRECT_PATH))
            .responseMode(mode);
    EndSessionRequest signOut = EndSessionRequest.create().postLogoutRedirectUri(uri.resolve("/"));
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    server.createContext(
        "/", new Site(app, new Orders(app, http, sandbox.resource().uri()), signIn, signOut));
    server.start();
    return new WebApp(app, server, threads);
  }

  // localhost and not 127.0.0.1: that is what the registration says.
  private static URI uri(HttpServer server) {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /**
   * Tells where the application is.
   *
   * @return its address, without a slash at the end
   */
  public URI uri() {
    return uri(server);
  }

  /** Stops serving at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    app.close();
  }
}
