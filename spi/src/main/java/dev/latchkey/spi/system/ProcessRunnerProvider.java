package dev.latchkey.spi.system;

import dev.latchkey.spi.Provider;

/**
 * Finds an adapter that runs child processes.
 *
 * @since 0.1
 */
public interface ProcessRunnerProvider extends Provider {

  /**
   * Opens the adapter.
   *
   * @return a runner
   */
  ProcessRunner open();
}
