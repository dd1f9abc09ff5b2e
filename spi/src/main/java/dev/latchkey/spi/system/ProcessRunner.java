package dev.latchkey.spi.system;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.util.List;
import java.util.Map;

/**
 * Runs child processes.
 *
 * <p>Obligations: the program is started with its arguments as an array, never through a shell; it
 * is killed, with its children, at the deadline and on cancellation; its output is bounded.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ProcessRunner {

  /**
   * Runs a program to its end.
   *
   * @param command the program and its arguments; no secret among them, since others can see them
   * @param environment variables to add
   * @param deadline when it is killed
   * @param cancellation kills it early
   * @return what it left behind
   * @throws dev.latchkey.domain.error.CredentialUnavailableException if there is no such program
   * @throws dev.latchkey.domain.error.TransportException if the deadline passed or it said too much
   * @throws dev.latchkey.domain.error.CancelledException if cancelled
   */
  ProcessResult run(
      List<String> command,
      Map<String, String> environment,
      Deadline deadline,
      Cancellation cancellation);
}
