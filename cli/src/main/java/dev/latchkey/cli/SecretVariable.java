package dev.latchkey.cli;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.regex.Pattern;

/** Reads secrets from the environment: arguments are seen by everybody on the machine. */
final class SecretVariable {

  // What does not look like a name may be the secret itself, and is not repeated.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");

  private final EnvironmentReader environment;

  SecretVariable(EnvironmentReader environment) {
    this.environment = environment;
  }

  Secret read(String option, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          option
              + " is not the name of an environment variable; put the secret into one and give its"
              + " name");
    }
    return environment
        .variable(name)
        .map(Secret::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the environment variable "
                        + name
                        + ", named by "
                        + option
                        + ", is not set or empty; export it first"));
  }
}
