package dev.latchkey.cli.doctor;

import dev.latchkey.spi.system.EnvironmentReader;
import java.util.List;

/** Which Java runs this. */
public final class JavaCheck implements Check {

  private static final int OLDEST = 17;

  private final EnvironmentReader environment;

  /**
   * Prepares the check.
   *
   * @param environment tells of the runtime
   */
  public JavaCheck(EnvironmentReader environment) {
    this.environment = environment;
  }

  @Override
  public String subject() {
    return "java";
  }

  @Override
  public List<Finding> run() {
    int feature = Runtime.version().feature();
    String words =
        environment.property("java.version").orElse("" + feature)
            + environment.property("java.vendor").map(vendor -> ", " + vendor).orElse("");
    return List.of(
        feature < OLDEST
            ? Finding.fail(subject(), words + "; install Java " + OLDEST + " or newer")
            : Finding.ok(subject(), words));
  }
}
