package dev.latchkey.spi.broker;

import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;

/**
 * What a broker adapter is opened with. Immutable.
 *
 * @since 0.1
 */
public final class BrokerSettings {

  private final EnvironmentReader environment;
  private final TimeSource time;
  private final String applicationName;
  private final String applicationVersion;
  private final boolean personalDataLogged;

  private BrokerSettings(
      EnvironmentReader environment,
      TimeSource time,
      String applicationName,
      String applicationVersion,
      boolean personalDataLogged) {
    this.environment = Objects.requireNonNull(environment, "environment");
    this.time = Objects.requireNonNull(time, "time");
    this.applicationName = Objects.requireNonNull(applicationName, "application name");
    this.applicationVersion = Objects.requireNonNull(applicationVersion, "application version");
    this.personalDataLogged = personalDataLogged;
  }

  /**
   * Settings of an application that does not tell its name.
   *
   * @param environment tells the operating system and the address of the bus
   * @param time the clocks
   * @return the settings
   */
  public static BrokerSettings of(EnvironmentReader environment, TimeSource time) {
    return new BrokerSettings(environment, time, "", "", false);
  }

  /**
   * Sets what the broker is told of the application.
   *
   * @param name its name; empty for none
   * @param version its version; empty for none
   * @return a copy with them
   */
  public BrokerSettings application(String name, String version) {
    return new BrokerSettings(environment, time, name, version, personalDataLogged);
  }

  /**
   * Sets whether the broker may write personal data to its own logs.
   *
   * @param value the wish; false by default
   * @return a copy with it
   */
  public BrokerSettings personalDataLogged(boolean value) {
    return new BrokerSettings(environment, time, applicationName, applicationVersion, value);
  }

  /** {@return what tells the operating system and the address of the bus} */
  public EnvironmentReader environment() {
    return environment;
  }

  /** {@return the clocks} */
  public TimeSource time() {
    return time;
  }

  /** {@return the application's name; empty for none} */
  public String applicationName() {
    return applicationName;
  }

  /** {@return the application's version; empty for none} */
  public String applicationVersion() {
    return applicationVersion;
  }

  /** {@return whether the broker may write personal data to its own logs} */
  public boolean personalDataLogged() {
    return personalDataLogged;
  }
}
