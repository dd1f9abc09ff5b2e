/**
 * Asks the identity broker of the device: over the session D-Bus on Linux.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.broker {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires jakarta.json;
  requires jdk.net;
  requires org.freedesktop.dbus;

  uses jakarta.json.spi.JsonProvider;

  exports dev.latchkey.adapters.broker;

  provides dev.latchkey.spi.broker.BrokerProvider with
      dev.latchkey.adapters.broker.DbusBrokerProvider;
}
