package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoctorCommandIT {

  @TempDir private Path folder;

  private Run doctor(Sandbox sandbox) throws Exception {
    Path ca = folder.resolve("ca.pem");
    sandbox.writeCertificateAuthority(ca);
    return Run.of(
        "doctor",
        "--oidc-authority",
        sandbox.oidcAuthority("demo").toString(),
        "--ca-file",
        ca.toString(),
        "--timeout",
        "20");
  }

  @Test
  void aHealthyMachineGetsOneLinePerFindingAndNoFailure() {
    Run run = Run.of("doctor");

    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out().lines()).allMatch(line -> line.startsWith("ok "));
    assertThat(run.out()).contains("java", "http adapters", "apache got a token over TLS");
  }

  @Test
  void warnsOfIgnoredVariablesWithoutTheirValues() {
    Run run =
        Run.with(
            Map.of("https_proxy", "http://user:hunter2@proxy:3128", "SSL_CERT_FILE", "/x"),
            "doctor");

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("https_proxy is set and ignored; use --proxy", "SSL_CERT_FILE is set")
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
}
