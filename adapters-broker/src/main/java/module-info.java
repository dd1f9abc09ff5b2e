/**
 * Asks the identity broker of the device: over the session D-Bus on Linux, through MSALRuntime on
 * Windows, whose Java binding is optional.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.broker {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;
  requires jakarta.json;
  requires static javamsalruntime;
  requires jdk.net;
  requires org.freedesktop.dbus;

  uses jakarta.json.spi.JsonProvider;

  exports dev.latchkey.adapters.broker;

  provides dev.latchkey.spi.broker.BrokerProvider with
      dev.latchkey.adapters.broker.DbusBrokerProvider,
      dev.latchkey.adapters.broker.MsalRuntimeBrokerProvider;
}
