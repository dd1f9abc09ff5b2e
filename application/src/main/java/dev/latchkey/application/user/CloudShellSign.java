package dev.latchkey.application.user;

import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Objects;

/**
 * Whether this is an Azure Cloud Shell, and whom it is about. The person of a shell is known in it
 * only.
 */
public final class CloudShellSign {

  static final String SOURCE = "cloudshell";

  private static final String VARIABLE = "AZUREPS_HOST_ENVIRONMENT";

  private final EnvironmentReader environment;
  private final boolean isOffered;

  /**
   * Looks for a shell.
   *
   * @param environment tells whether there is one
   * @param isOffered whether the client is of a kind that may use it: a public one
   */
  public CloudShellSign(EnvironmentReader environment, boolean isOffered) {
    this.environment = Objects.requireNonNull(environment, "environment");
    this.isOffered = isOffered;
  }

  /**
   * {@return whether there is a shell, by what the environment says now, and this client may use
   * it}
   */
  public boolean isHere() {
    return isOffered && environment.variable(VARIABLE).orElse("").startsWith("cloud-shell");
  }

  /**
   * Tells whether a person is known from a shell.
   *
   * @param person what is kept of the person
   * @param audience where
   * @return whether they are
   */
  public static boolean knows(CachePartition person, UserAudience audience) {
    for (AccountRecord record : person.accountRecords()) {
      if (SOURCE.equals(record.source())
          && record.account().environment().equals(audience.environment())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether a person may be shown: those of a shell only in one.
   *
   * @param person what is kept of the person
   * @return whether they may
   */
  public boolean shows(CachePartition person) {
    for (AccountRecord record : person.accountRecords()) {
      if (SOURCE.equals(record.source())) {
        return isHere();
      }
    }
    return true;
  }
}
