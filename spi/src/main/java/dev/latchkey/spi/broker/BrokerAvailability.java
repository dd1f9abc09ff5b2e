package dev.latchkey.spi.broker;

import java.util.Objects;

/**
 * Whether there is a broker to ask.
 *
 * @param available whether there is
 * @param detail its version, or why there is none: for people who search the cause
 * @since 0.1
 */
public record BrokerAvailability(boolean available, String detail) {

  /**
   * Checks that the detail is there.
   *
   * @param available whether there is
   * @param detail its version, or why there is none: for people who search the cause
   */
  public BrokerAvailability {
    Objects.requireNonNull(detail, "detail");
  }

  /**
   * There is a broker.
   *
   * @param version its version
   * @return the finding
   */
  public static BrokerAvailability present(String version) {
    return new BrokerAvailability(true, version);
  }

  /**
   * There is none.
   *
   * @param reason why
   * @return the finding
   */
  public static BrokerAvailability absent(String reason) {
    return new BrokerAvailability(false, reason);
  }
}
