package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

/** Each exit code comes up, and the words beside it say what to do. */
@Timeout(60)
class ExitCodesReachedTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\| ([^|]+) \\|$");

  @TempDir private static Path folder;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws IOException {
    sandbox =
        Sandbox.builder()
            .application(SandboxApplication.builder("app").secret("right").build())
            .start();
    sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void forget() {
    sandbox.faults().clear();
  }

  private static Run token(String word, String... more) {
    return Run.with(
        Map.of("WORD", word),
        Stream.concat(
                Stream.of(
                    "token",
                    "client-credentials",
                    "--client-id",
                    "app",
                    "--scope",
                    "orders.read",
                    "--secret-env",
                    "WORD",
                    "--oidc-authority",
                    sandbox.oidcAuthority("demo").toString(),
                    "--ca-file",
                    folder.resolve("ca.pem").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static void fails(Run run, int code, String advice) {
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("latchkey: ");
    assertThat(run.err().lines().reduce((first, next) -> next).orElse(""))
        .startsWith("  try: ")
        .contains(advice);
  }

  @Test
  void doneIsZeroAndSilent() {
    Run run = token("right");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void whatTheDoctorFindsIsOne() {
    Run run = Run.of("doctor", "--oidc-authority", "https://localhost:1/x", "--timeout", "5");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("must be mended");
  }

  @Test
  void wrongUsageIsTwo() {
    fails(token("right", "--claims", "no json"), 2, "latchkey token client-credentials --help");
    fails(token(""), 2, "latchkey token client-credentials --help");
    fails(token("right", "--no-such"), 2, "latchkey token client-credentials --help");
  }

  @Test
  void aPersonWhoIsNeededIsThree() {
    sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.oauthError("interaction_required", "conditional access", 53003));

    fails(token("right"), 3, "latchkey token interactive");
  }

  @Test
  void aRefusalIsFour() {
    fails(token("wrong"), 4, "credential");
    sandbox.faults().on(EndpointKind.TOKEN).always(Fault.retryAfter(429, "60"));
    fails(token("right"), 4, "later");
  }

  @Test
  void aServiceThatIsNotThereIsFive() {
    String authority = sandbox.oidcAuthority("demo").toString();

    fails(
        token("right", "--connect-to", "localhost:" + sandbox.uri().getPort() + ":localhost:1"),
        5,
        "latchkey doctor --oidc-authority " + authority);
  }

  static Stream<Exception> others() {
    return Stream.of(
        new IllegalStateException("broken"),
        new CacheException("the file is not readable", FailureDetails.none(), null),
        new BrokerException("the broker is gone", FailureDetails.none(), null),
        new CancelledException("given up"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void everyOtherFailureHasItsCodeAndAdvice(Exception failure) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int code =
        Latchkey.commandLine(Run.environment(Map.of()))
            .addSubcommand(new Failing(failure))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("failing");

    String advice =
        switch (code) {
          case 1 -> "latchkey doctor";
          case 6 -> "another file";
          case 7 -> "latchkey token interactive";
          default -> "the same again";
        };
    fails(new Run(code, out.toString(), err.toString()), ExitCode.of(failure), advice);
    assertThat(err.toString()).contains(failure.getMessage());
  }

  @Test
  void theDocumentationHasEachWithItsMeaning() throws IOException {
    Map<String, String> documented = new LinkedHashMap<>();
    ROW.matcher(Files.readString(Path.of("..", "docs", "command-line.md")))
        .results()
        .forEach(row -> documented.put(row.group(1), row.group(2)));

    assertThat(documented).containsExactlyEntriesOf(ExitCode.help());
  }

  @Command(name = "failing")
  private static final class Failing implements Callable<Integer> {

    private final Exception failure;

    Failing(Exception failure) {
      this.failure = failure;
    }

    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }
}
