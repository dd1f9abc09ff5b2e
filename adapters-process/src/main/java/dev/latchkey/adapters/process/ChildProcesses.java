package dev.latchkey.adapters.process;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.system.ProcessResult;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Child processes of this one. */
final class ChildProcesses implements ProcessRunner {

  private static final int LONGEST_OUTPUT = 1 << 20;
  private static final int LONGEST_ERRORS = 64 << 10;

  private final Map<String, String> inherited;
  private final Programs programs;

  ChildProcesses(Map<String, String> environment) {
    this.inherited = Inherited.of(environment);
    this.programs = new Programs(path(inherited), File.separatorChar == '\\');
  }

  // Windows calls it Path.
  private static String path(Map<String, String> variables) {
    return variables.entrySet().stream()
        .filter(it -> it.getKey().equalsIgnoreCase("PATH"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  @Override
  @SuppressWarnings("try") // the registration is held, not used
  public ProcessResult run(
      List<String> command,
      Map<String, String> environment,
      Deadline deadline,
      Cancellation cancellation) {
    cancellation.throwIfCancelled();
    Path program = programs.find(command.get(0));
    Process process = start(program, command, environment);
    try (Cancellation.Registration giveUp = cancellation.onCancel(() -> kill(process))) {
      return awaited(program, process, deadline, cancellation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while " + name(program) + " was running");
    } finally {
      kill(process);
    }
  }

  private Process start(Path program, List<String> command, Map<String, String> environment) {
    List<String> whole = new ArrayList<>(command);
    whole.set(0, program.toString());
    ProcessBuilder builder = new ProcessBuilder(whole);
    // Not the directory of this process: others may have put files there that the child looks for.
    Path root = program.getRoot();
    builder.directory(root == null ? null : root.toFile());
    builder.environment().clear();
    builder.environment().putAll(inherited);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new CredentialUnavailableException(
          name(program) + " is there and cannot be started: " + e.getMessage());
    }
  }

  private static ProcessResult awaited(
      Path program, Process process, Deadline deadline, Cancellation cancellation)
      throws InterruptedException {
    String name = name(program);
    Runnable kill = () -> kill(process);
    Drain output = Drain.start("latchkey-" + name, process.getInputStream(), LONGEST_OUTPUT, kill);
    Drain errors = Drain.start("latchkey-" + name, process.getErrorStream(), LONGEST_ERRORS, kill);
    boolean isOver =
        process.waitFor(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
            && output.await(deadline.remaining())
            && errors.await(deadline.remaining());
    cancellation.throwIfCancelled();
    if (output.isTooMuch() || errors.isTooMuch()) {
      throw new TransportException(
          TransportException.Reason.TOO_LARGE,
          name + " said more than " + LONGEST_OUTPUT + " bytes and was ended",
          null);
    }
    if (!isOver) {
      throw new TransportException(
          TransportException.Reason.TIMED_OUT,
          name + " did not end within " + deadline.total() + " and was killed",
          null);
    }
    return ProcessResult.of(process.exitValue(), output.text(), errors.text());
  }

  // Children of a child that is gone belong to nobody, so they go first.
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  private static String name(Path program) {
    return String.valueOf(program.getFileName());
  }
}
