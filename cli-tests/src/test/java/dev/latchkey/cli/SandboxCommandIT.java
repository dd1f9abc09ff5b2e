package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class SandboxCommandIT {

  @TempDir private Path folder;

  private Process start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.latchkey.cli.Latchkey",
                "sandbox"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(folder.resolve("words").toFile()).start();
  }

  private static JsonObject announced(Process process) throws IOException {
    BufferedReader lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    return Json.createReader(new StringReader(String.valueOf(lines.readLine()))).readObject();
  }

  private static Run token(JsonObject sandbox, String clientId, String secret) {
    return Run.with(
        Map.of("APP_SECRET", secret),
        "token",
        "client-credentials",
        "--client-id",
        clientId,
        "--secret-env",
        "APP_SECRET",
        "--scope",
        "orders.read",
        "--oidc-authority",
        sandbox.getString("oidc_authority"),
        "--ca-file",
        sandbox.getString("ca_file"));
  }

  @Test
  void servesOtherProgramsUntilItIsToldToStop() throws Exception {
    Path ca = folder.resolve("ca.pem");
    Process process = start("--ca-out", ca.toString());
    try {
      JsonObject sandbox = announced(process);

      Run run = token(sandbox, sandbox.getString("client_id"), "sandbox-secret");

      assertThat(run.code()).as(run.err()).isZero();
      assertThat(sandbox.getString("ca_file")).isEqualTo(ca.toString());
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(Files.readString(folder.resolve("words"))).contains("curl --cacert " + ca);
      assertThat(ca).exists();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void removesTheCaFileThatItMadeUpItself() throws Exception {
    Process process = start();
    try {
      Path ca = Path.of(announced(process).getString("ca_file"));
      assertThat(ca).exists();
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(ca).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void playsAScenario() throws Exception {
    Path scenario =
        Files.writeString(
            folder.resolve("scenario.json"),
            """
            {"applications": [{"client_id": "mine", "secrets": ["s3cret"]}],
             "faults": [{"fault": "status", "status": 400, "endpoint": "token"}]}
            """);
    Process process = start("--scenario", scenario.toString());
    try {
      JsonObject sandbox = announced(process);

      assertThat(token(sandbox, "mine", "s3cret").code()).isEqualTo(4);
      assertThat(token(sandbox, "mine", "s3cret").code()).isZero();
    } finally {
      process.destroy();
      process.waitFor(20, TimeUnit.SECONDS);
      process.destroyForcibly();
    }
  }

  @Test
  void aTakenPortAndABrokenScenarioAreUsageErrors() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Run run = Run.of("sandbox", "--port", "" + taken.getLocalPort());
      assertThat(run.code()).as(run.err()).isEqualTo(2);
      assertThat(run.err()).contains("" + taken.getLocalPort());
    }
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"faults\": [{}]}");
    assertThat(Run.of("sandbox", "--scenario", broken.toString()).code()).isEqualTo(2);
    assertThat(Run.of("sandbox", "--scenario", folder.resolve("none").toString()).code())
        .isEqualTo(2);
  }
}
