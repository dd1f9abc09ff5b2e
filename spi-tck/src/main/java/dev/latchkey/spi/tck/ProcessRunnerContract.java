package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.system.ProcessResult;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * What every {@link ProcessRunner} does, shown with the programs of a POSIX system: a shell is one
 * that is told what to do by an argument.
 *
 * @since 0.1
 */
@DisplayName("A runner of child processes")
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
public abstract class ProcessRunnerContract {

  private static final List<String> ODD =
      List.of("two words", "$(touch x)", "`id`", "a;b", "a&&b", "*", "\"", "'", "\\", "é", "");

  /** For subclasses. */
  protected ProcessRunnerContract() {}

  /** {@return the runner under test} */
  protected abstract ProcessRunner runner();

  private ProcessResult shell(String script, String... arguments) {
    return shell(script, Duration.ofSeconds(30), Cancellation.none(), arguments);
  }

  private ProcessResult shell(
      String script, Duration limit, Cancellation cancellation, String... arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
    command.addAll(List.of(arguments));
    return runner()
        .run(
            command,
            Map.of("LATCHKEY_SEEN", "by the child"),
            Deadline.after(limit, TimeSource.system()),
            cancellation);
  }

  @Test
  @DisplayName("gives output, errors and exit code")
  void givesOutputErrorsAndExitCode() {
    ProcessResult result = shell("printf 'für dich'; printf oh >&2; exit 7");

    assertThat(result.output()).isEqualTo("für dich");
    assertThat(result.errors()).isEqualTo("oh");
    assertThat(result.exitCode()).isEqualTo(7);
  }

  @Test
  @DisplayName("passes arguments on as they are")
  void passesArgumentsOnAsTheyAre() {
    ProcessResult result = shell("printf '[%s]' \"$@\"", ODD.toArray(String[]::new));

    assertThat(result.output())
        .isEqualTo(ODD.stream().reduce("", (all, it) -> all + "[" + it + "]"));
  }

  @Test
  @DisplayName("adds the given variables")
  void addsTheGivenVariables() {
    assertThat(shell("printf %s \"$LATCHKEY_SEEN\"").output()).isEqualTo("by the child");
  }

  @Test
  @DisplayName("gives the child nothing to read")
  void givesTheChildNothingToRead() {
    assertThat(shell("cat; echo done").output()).isEqualTo("done\n");
  }

  @Test
  @DisplayName("kills the child and its children at the deadline")
  void killsTheChildAndItsChildrenAtTheDeadline() {
    long start = System.nanoTime();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(
            () -> shell("sleep 317 & sleep 318; :", Duration.ofMillis(500), Cancellation.none()))
        .matches(it -> it.reason() == TransportException.Reason.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    awaitNoChild();
  }

  private static void awaitNoChild() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (ProcessHandle.current().descendants().anyMatch(ProcessRunnerContract::isSleeping)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static boolean isSleeping(ProcessHandle child) {
    Optional<String[]> arguments = child.info().arguments();
    return arguments.isPresent() && List.of(arguments.get()).contains("318");
  }

  @Test
  @DisplayName("kills the child on cancellation")
  void killsTheChildOnCancellation() throws Exception {
    Cancellation cancellation = Cancellation.create();
    Thread killer =
        new Thread(
            () -> {
              long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
              while (ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive)
                  && System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              cancellation.cancel();
            });
    killer.start();

    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> shell("sleep 319; :", Duration.ofSeconds(30), cancellation));
    killer.join(TimeUnit.SECONDS.toMillis(20));
  }

  @Test
  @DisplayName("starts nothing for a call that was given up")
  void startsNothingForACallThatWasGivenUp() {
    Cancellation spent = Cancellation.create();
    spent.cancel();

    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> shell("exit 0", Duration.ofSeconds(30), spent));
  }

  @Test
  @DisplayName("ends a child that says too much")
  void endsAChildThatSaysTooMuch() {
    for (String where : List.of("", " >&2")) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(
              () -> shell("while :; do echo 0123456789012345678901234567890123; done" + where))
          .matches(it -> it.reason() == TransportException.Reason.TOO_LARGE);
    }
  }

  @Test
  @DisplayName("says that a program is not there")
  void saysThatAProgramIsNotThere() {
    for (String missing : List.of("no-such-program-of-latchkey", "/no/such/program")) {
      assertThatExceptionOfType(CredentialUnavailableException.class)
          .isThrownBy(
              () ->
                  runner()
                      .run(
                          List.of(missing),
                          Map.of(),
                          Deadline.after(Duration.ofSeconds(30), TimeSource.system()),
                          Cancellation.none()))
          .withMessageContaining(missing);
    }
  }
}
