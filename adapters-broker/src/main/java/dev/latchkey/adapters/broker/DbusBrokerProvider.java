package dev.latchkey.adapters.broker;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerProvider;
import dev.latchkey.spi.broker.BrokerSettings;

/**
 * Asks the identity broker of Linux desktops over the session bus that {@code
 * DBUS_SESSION_BUS_ADDRESS} names, else {@code $XDG_RUNTIME_DIR/bus}: Microsoft's, or Himmelblau's
 * in its place. Connects for each call; nothing is open in between.
 *
 * @since 0.1
 */
public final class DbusBrokerProvider implements BrokerProvider {

  /** Does nothing; {@link #open} does. */
  public DbusBrokerProvider() {}

  @Override
  public String name() {
    return "dbus";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public boolean supports(BrokerPlatform platform) {
    return platform == BrokerPlatform.LINUX;
  }

  @Override
  public Broker open(BrokerSettings settings) {
    return new DbusBroker(settings.environment());
  }
}
