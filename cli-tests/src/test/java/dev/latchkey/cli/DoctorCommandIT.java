package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxMachine;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoctorCommandIT {

  @TempDir private Path folder;

  private Run doctor(Sandbox sandbox, String... more) throws Exception {
    Path ca = folder.resolve("ca.pem");
    sandbox.writeCertificateAuthority(ca);
    return Run.of(
        Stream.concat(
                Stream.of(
                    "doctor",
                    "--oidc-authority",
                    sandbox.oidcAuthority("demo").toString(),
                    "--ca-file",
                    ca.toString(),
                    "--timeout",
                    "20"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Run ofEntra(Sandbox sandbox, Map<String, String> variables, String tenant)
      throws Exception {
    Path ca = folder.resolve("ca.pem");
    sandbox.writeCertificateAuthority(ca);
    return Run.with(
        variables,
        "doctor",
        "--authority",
        "https://login.microsoftonline.com/" + tenant,
        "--connect-to",
        "login.microsoftonline.com:443:127.0.0.1:" + sandbox.address().getPort(),
        "--ca-file",
        ca.toString());
  }

  @Test
  void aHealthyMachineGetsOneLinePerFindingAndNoFailure() {
    Run run = Run.of("doctor");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.startsWith("ok "));
    assertThat(run.out())
        .contains("apache, jdk", "apache got a token over TLS", "jdk got a token over TLS");
  }

  @Test
  void warnsOfIgnoredVariablesWithoutTheirValues() {
    Run run =
        Run.with(
            Map.of("https_proxy", "http://user:hunter2@proxy:3128", "SSL_CERT_FILE", "/x"),
            "doctor");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "https_proxy is set and ignored; use --proxy-env or --proxy HOST:PORT",
            "SSL_CERT_FILE is set")
        .doesNotContain("hunter2");
  }

  @Test
  void findsAnAuthorityWhoseClockAgrees() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      Run run = doctor(sandbox);

      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.out()).containsPattern("ok +authority .*has metadata");
      assertThat(run.out()).containsPattern("ok +clock +\\d+ s");
    }
  }

  @Test
  void failsWhenTheClocksAreFarApart() throws Exception {
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
    try (Sandbox sandbox = Sandbox.builder().clock(late).start()) {
      Run run = doctor(sandbox);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).containsPattern("fail +clock +\\d+ s behind the authority");
    }
  }

  @Test
  void failsWhenTheAuthorityHasNoMetadata() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.faults().always(Fault.status(404));
      Run run = doctor(sandbox);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out()).containsPattern("fail +authority .*answered 404");
    }
  }

  @Test
  void failsWhenNobodyAnswers() throws Exception {
    Sandbox gone = Sandbox.start();
    gone.close();
    Run run = doctor(gone);

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).containsPattern("fail +authority .*cannot be reached");
  }

  @Test
  void explainsAnOpenIdProvider() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      Run run = doctor(sandbox);

      String issuer = sandbox.oidcAuthority("demo").toString();
      assertThat(run.out())
          .containsPattern("ok +kind +" + Pattern.quote(issuer) + " is an OpenID provider")
          .containsPattern("ok +aliases +none")
          .containsPattern("ok +proxy +none; .* is gone to directly")
          .containsPattern("ok +certificate .*is good from \\d{4}-.* to \\d{4}-")
          .containsPattern("ok +issuer +" + Pattern.quote(issuer) + ", as named")
          .containsPattern("ok +token_endpoint +https://")
          .containsPattern("ok +authorization_endpoint +https://")
          .containsPattern("ok +jwks_uri +https://")
          .containsPattern("ok +client +accepts issuer and endpoints")
          .doesNotContainPattern("region +");
      assertThat(run.out().lines().reduce((first, second) -> second).orElseThrow())
          .matches("ok +verdict +works, and nothing stands out");
    }
  }

  @Test
  void failsWhereAClientWouldRefuseTheIssuer() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox
          .faults()
          .on(EndpointKind.METADATA)
          .always(
              Fault.body(
                  """
                  {"issuer": "https://elsewhere.example/demo",
                   "authorization_endpoint": "%1$s/authorize",
                   "token_endpoint": "%1$s/token", "jwks_uri": "%1$s/keys"}"""
                      .formatted(sandbox.oidcAuthority("demo")),
                  "application/json"));
      Run run = doctor(sandbox);

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .containsPattern("warn +issuer +https://elsewhere.example/demo is on another host")
          .containsPattern("fail +client +refuses it: .*issuer is on elsewhere.example");
    }
  }

  @Test
  void asksTheMachineForItsRegionIfTold() throws Exception {
    try (Sandbox sandbox = Sandbox.start();
        SandboxMachine machine = sandbox.openMachine("westeurope")) {
      Run run =
          Run.of(
              "doctor",
              "--ask-machine",
              "--connect-to",
              "169.254.169.254:80:127.0.0.1:" + machine.address().getPort());

      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.out()).containsPattern("ok +machine's region +westeurope, says the");
      sandbox.faults().on(EndpointKind.MACHINE_METADATA).always(Fault.status(404));
      assertThat(
              Run.of(
                      "doctor",
                      "--ask-machine",
                      "--connect-to",
                      "169.254.169.254:80:127.0.0.1:" + machine.address().getPort())
                  .out())
          .containsPattern("machine's region +none; the metadata service answered 404");
    }
  }

  @Test
  void explainsATenantOfEntra() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      Run run = ofEntra(sandbox, Map.of("REGION_NAME", "westeurope"), "contoso.onmicrosoft.com");

      assertThat(run.code()).as(run.out()).isZero();
      assertThat(run.out())
          .containsPattern("ok +kind .*is a tenant of Microsoft Entra")
          .containsPattern("ok +tenant +contoso.onmicrosoft.com")
          .containsPattern("ok +aliases +.*login.windows.net.* are one: the cloud public")
          .containsPattern("ok +region +REGION_NAME names westeurope")
          .containsPattern("ok +proxy .*which stands for login.microsoftonline.com:443")
          .containsPattern("ok +token_endpoint +https://login.microsoftonline.com/");
    }
  }

  @Test
  void warnsOfATenantThatIsNoneAndARegionThatIsNone() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      Run run = ofEntra(sandbox, Map.of("MSAL_FORCE_REGION", "west/../europe"), "common");

      assertThat(run.out())
          .containsPattern("warn +tenant +common stands for many")
          .containsPattern("warn +region +MSAL_FORCE_REGION: region is no name")
          .containsPattern("warn +verdict +works, with \\d+ findings to look at");
    }
  }

  @Test
  void programsReadItAsJson() throws Exception {
    try (Sandbox sandbox = Sandbox.start()) {
      Run run = doctor(sandbox, "--json");

      try (JsonReader reader = Json.createReader(new StringReader(run.out()))) {
        JsonObject report = reader.readObject();
        assertThat(report.getString("verdict")).isEqualTo("ok");
        assertThat(
                report.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                    .map(finding -> finding.getString("subject")))
            .contains("java", "kind", "proxy", "certificate", "issuer", "token_endpoint", "clock");
      }
    }
  }

  @Test
  void namesTheProxyAndGoesThroughIt() throws Exception {
    try (ServerSocket refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread proxy =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (Socket socket = refusing.accept()) {
                      socket.getInputStream().read(new byte[4096]);
                      socket
                          .getOutputStream()
                          .write("HTTP/1.1 403 No\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                  }
                } catch (IOException e) {
                  // The test is over.
                }
              });
      proxy.setDaemon(true);
      proxy.start();
      String address = "127.0.0.1:" + refusing.getLocalPort();
      Run run =
          Run.with(
              Map.of("HTTPS_PROXY", "http://user:hunter2@" + address, "NO_PROXY", "other.test"),
              "doctor",
              "--oidc-authority",
              "https://login.invalid/x",
              "--proxy-env");

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.out())
          .containsPattern("ok +proxy +login.invalid:443 is reached through " + address)
          .containsPattern("fail +certificate .*proxy " + address + " refuses the way")
          .containsPattern("fail +authority ")
          .containsPattern("fail +verdict +2 of \\d+ findings must be mended")
          .doesNotContain("hunter2", "is set and ignored");
    }
  }
}
