package dev.latchkey.examples.spring;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

/**
 * The application with everything it needs on this machine: the sandbox in place of Entra, and an
 * API to call. It is asked three times, the last time after its token was revoked, and tells of its
 * health.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples-spring -am compile
 * -Dexample=Demo}.
 */
public final class Demo {

  private static final String CLIENT_ID = "11112222-3333-4444-5555-666677778888";
  private static final String SECRET = "pass+word/with=signs";

  private Demo() {}

  /**
   * Runs the application for three requests.
   *
   * @param args not used
   * @throws IOException if no file can be written
   */
  public static void main(String[] args) throws IOException {
    Path ca = Files.createTempFile("sandbox", ".pem");
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder(CLIENT_ID).secret(SECRET).build())
                .start();
        OrdersApi orders = new OrdersApi()) {
      sandbox.writeCertificateAuthority(ca);
      try (ConfigurableApplicationContext application = start(sandbox, ca, orders)) {
        visit(application.getEnvironment(), sandbox, orders);
      }
    } finally {
      Files.delete(ca);
    }
  }

  private static ConfigurableApplicationContext start(Sandbox sandbox, Path ca, OrdersApi orders) {
    SpringApplication application = new SpringApplication(ReportApplication.class);
    application.setWebApplicationType(WebApplicationType.SERVLET);
    return application.run(
        "--server.address=127.0.0.1",
        "--server.port=0",
        "--REPORT_SECRET=" + SECRET,
        "--orders.uri=http://" + orders.hostAndPort(),
        "--latchkey.apis.orders.hosts=" + orders.hostAndPort(),
        "--latchkey.apis.orders.plain-http-on-loopback=true",
        "--latchkey.http.ca-file=" + ca,
        "--latchkey.clients.report.authority=" + sandbox.authority("contoso.onmicrosoft.com"),
        "--latchkey.clients.report.instance-discovery=false");
  }

  private static void visit(Environment environment, Sandbox sandbox, OrdersApi orders) {
    RestClient visitor =
        RestClient.create("http://127.0.0.1:" + environment.getProperty("local.server.port"));
    tell("first request", visitor, "/report", sandbox);
    tell("second request", visitor, "/report", sandbox);
    orders.revoke();
    tell("token revoked", visitor, "/report", sandbox);
    tell("health", visitor, "/actuator/health/latchkey", sandbox);
  }

  private static void tell(String what, RestClient visitor, String path, Sandbox sandbox) {
    String answer = visitor.get().uri(path).retrieve().body(String.class);
    System.out.printf(
        "%-16s %s (token requests so far: %d)%n", what, answer, sandbox.requests().tokens().size());
  }
}
