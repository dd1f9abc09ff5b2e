package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while the service takes its time. */
@EnabledOnOs(OS.LINUX)
@Timeout(90)
class CancelIT {

  @Test
  void endsWithItsCodeAndAWord(@TempDir Path folder) throws Exception {
    try (Sandbox sandbox =
        Sandbox.builder()
            .application(SandboxApplication.builder("app").secret("right").build())
            .start()) {
      sandbox.faults().on(EndpointKind.TOKEN).always(Fault.neverAnswer());
      Path ca = folder.resolve("ca.pem");
      sandbox.writeCertificateAuthority(ca);
      Process process = start(sandbox.oidcAuthority("demo").toString(), ca);
      try (Reader words = new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8)) {
        StringBuilder seen = new StringBuilder();
        readUntil("waiting for a token, 1 s", words, seen);

        new ProcessBuilder("kill", "-INT", "" + process.pid()).start();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.CANCELLED);
        readUntil("\n", words, seen);
        assertThat(seen.toString())
            .endsWith(
                "\r\u001b[Klatchkey: cancelled while waiting for a token; nothing was kept\n");
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static Process start(String authority, Path ca) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            // what runs in the background of a script would not hear it
            "env",
            "--default-signal=INT",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dlatchkey.terminal=err",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.latchkey.cli.Latchkey",
            "token",
            "client-credentials",
            "--client-id",
            "app",
            "--scope",
            "s",
            "--secret-env",
            "WORD",
            "--oidc-authority",
            authority,
            "--ca-file",
            ca.toString());
    builder.environment().put("WORD", "right");
    builder.environment().put("TERM", "xterm");
    return builder.start();
  }

  private static void readUntil(String end, Reader from, StringBuilder seen) throws Exception {
    while (seen.indexOf(end) < 0) {
      int next = from.read();
      assertThat(next).as("it ended after: %s", seen).isNotNegative();
      seen.append((char) next);
    }
  }
}
