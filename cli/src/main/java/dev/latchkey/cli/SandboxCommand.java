package dev.latchkey.cli;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxBuilder;
import dev.latchkey.sandbox.Scenario;
import jakarta.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the embedded identity provider for other programs. */
@Command(
    name = "sandbox",
    description = {
      "Runs the embedded identity provider on the loopback address until it is stopped.",
      "Prints one JSON object that says where it is. Nothing it signs is to be trusted elsewhere."
    },
    footer = {
      "  latchkey sandbox --port 8443 --ca-out ca.pem",
      "  latchkey sandbox --scenario outage.json"
    })
final class SandboxCommand implements Callable<Integer> {

  private static final String CLIENT_ID = "sandbox-app";
  // Known to everybody, as the application is: it opens this process and nothing else.
  private static final String CLIENT_WORD = "sandbox-secret";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Port to listen on; a free one if 0 (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description =
          "Applications, realms, tenants and faults as JSON; in place of the application "
              + CLIENT_ID
              + ".")
  private @Nullable Path scenario;

  @Option(
      names = "--ca-out",
      paramLabel = "FILE",
      description = "Where to write the certificate that clients must trust (default: a new file).")
  private @Nullable Path caOut;

  @Override
  public Integer call() throws IOException {
    SandboxBuilder builder = configured();
    CountDownLatch stopped = new CountDownLatch(1);
    try (Sandbox sandbox = started(builder)) {
      Path ca = caFile();
      sandbox.writeCertificateAuthority(ca);
      Thread atExit = new Thread(() -> stop(sandbox, ca), "latchkey-sandbox-stop");
      Runtime.getRuntime().addShutdownHook(atExit);
      try {
        announce(sandbox, ca);
        stopped.await();
      } finally {
        Runtime.getRuntime().removeShutdownHook(atExit);
        forget(ca);
      }
      return ExitCode.DONE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.CANCELLED;
    }
  }

  private SandboxBuilder configured() {
    SandboxBuilder builder = Sandbox.builder().port(port);
    if (scenario == null) {
      return builder.application(SandboxApplication.builder(CLIENT_ID).secret(CLIENT_WORD).build());
    }
    try {
      return builder.scenario(Scenario.read(scenario));
    } catch (IOException e) {
      throw new IllegalArgumentException("--scenario " + scenario + " cannot be read", e);
    }
  }

  private static Sandbox started(SandboxBuilder builder) {
    try {
      return builder.start();
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private Path caFile() throws IOException {
    return caOut == null ? Files.createTempFile("latchkey-sandbox-", ".pem") : caOut;
  }

  // A server that is told to stop has done what it was asked; 143 would read as a crash.
  private void stop(Sandbox sandbox, Path ca) {
    sandbox.close();
    forget(ca);
    Runtime.getRuntime().halt(ExitCode.DONE);
  }

  private void forget(Path ca) {
    if (caOut == null) {
      try {
        Files.deleteIfExists(ca);
      } catch (IOException e) {
        // A certificate that nobody can use any more does no harm.
        err().println("could not remove " + ca);
      }
    }
  }

  private void announce(Sandbox sandbox, Path ca) {
    String authority = sandbox.authority("contoso.onmicrosoft.com").toString();
    String issuer = sandbox.oidcAuthority("demo").toString();
    String clientId =
        sandbox.applications().all().stream()
            .map(SandboxApplication::clientId)
            .sorted()
            .findFirst()
            .orElse("");
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    out.println(
        Json.createObjectBuilder()
            .add("uri", sandbox.uri().toString())
            .add("authority", authority)
            .add("oidc_authority", issuer)
            .add("client_id", clientId)
            .add("ca_file", ca.toAbsolutePath().toString())
            .build());
    out.flush();
    String word = scenario == null ? CLIENT_WORD : "SECRET-FROM-THE-SCENARIO";
    PrintWriter err = err();
    err.println("sandbox is listening; stop it with Ctrl-C. Every tenant and realm exists. Try:");
    err.println();
    err.println("  curl --cacert " + ca.toAbsolutePath() + " \\");
    err.println("    -d grant_type=client_credentials -d client_id=" + clientId + " \\");
    err.println("    -d client_secret=" + word + " \\");
    err.println("    -d scope=https://graph.microsoft.com/.default \\");
    err.println("    " + authority + "/oauth2/v2.0/token");
    err.println();
    err.println("  export APP_SECRET=" + word);
    err.println("  latchkey token client-credentials --client-id " + clientId + " \\");
    err.println("    --secret-env APP_SECRET --scope https://graph.microsoft.com/.default \\");
    err.println("    --authority " + authority + " --no-instance-discovery \\");
    err.println("    --ca-file " + ca.toAbsolutePath());
    err.flush();
  }

  private PrintWriter err() {
    return Objects.requireNonNull(spec, "spec").commandLine().getErr();
  }
}
