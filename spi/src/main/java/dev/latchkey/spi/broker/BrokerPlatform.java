package dev.latchkey.spi.broker;

/**
 * Where a broker runs; applications opt in to each by itself.
 *
 * @since 0.1
 */
public enum BrokerPlatform {
  /** Windows. */
  WINDOWS,
  /** macOS. */
  MAC,
  /** Linux with a desktop. */
  LINUX,
  /** Linux inside Windows. */
  WSL
}
