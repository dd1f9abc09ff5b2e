package dev.latchkey.spi.system;

import java.util.Objects;

/**
 * What a child process left behind. Its output may hold secrets and does not print.
 *
 * @since 0.1
 */
public final class ProcessResult {

  private final int exitCode;
  private final String output;
  private final String errors;

  private ProcessResult(int exitCode, String output, String errors) {
    this.exitCode = exitCode;
    this.output = Objects.requireNonNull(output, "output");
    this.errors = Objects.requireNonNull(errors, "errors");
  }

  /**
   * Describes an ended process.
   *
   * @param exitCode its exit code
   * @param output its standard output, decoded
   * @param errors its standard error, decoded
   * @return the result
   */
  public static ProcessResult of(int exitCode, String output, String errors) {
    return new ProcessResult(exitCode, output, errors);
  }

  /** {@return its exit code} */
  public int exitCode() {
    return exitCode;
  }

  /** {@return its standard output, decoded} */
  public String output() {
    return output;
  }

  /** {@return its standard error, decoded} */
  public String errors() {
    return errors;
  }

  /** {@return the exit code only} */
  @Override
  public String toString() {
    return "ProcessResult[exitCode=" + exitCode + "]";
  }
}
