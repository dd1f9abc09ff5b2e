package dev.latchkey.adapters.process;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.system.ProcessRunnerProvider;

/**
 * Runs child processes: with their arguments as an array, without a shell, with few of the
 * variables of this process, within limits of time and output. Programs are looked for in the
 * absolute directories of {@code PATH} and nowhere else; scripts for the shell of Windows ({@code
 * .cmd}, {@code .bat}) are not run.
 *
 * @since 0.1
 */
public final class ChildProcessProvider implements ProcessRunnerProvider {

  /** Does nothing; {@link #open} does. */
  public ChildProcessProvider() {}

  @Override
  public String name() {
    return "child";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public ProcessRunner open() {
    return new ChildProcesses(System.getenv());
  }
}
