/**
 * Runs child processes without a shell, for credentials that developer tools hold.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.process {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;

  exports dev.latchkey.adapters.process;

  provides dev.latchkey.spi.system.ProcessRunnerProvider with
      dev.latchkey.adapters.process.ChildProcessProvider;
}
