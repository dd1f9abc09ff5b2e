package dev.latchkey.adapters.broker;

/**
 * Who is called on the bus.
 *
 * @param name its name; a unique one cannot change hands
 * @param path its object
 * @param interfaceName what it is called as
 */
record Peer(String name, String path, String interfaceName) {

  /** The bus itself. */
  static final Peer BUS =
      new Peer("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus");

  /** The broker, whoever owns its name. */
  static final Peer BROKER =
      new Peer(
          "com.microsoft.identity.broker1",
          "/com/microsoft/identity/broker1",
          "com.microsoft.identity.Broker1");

  /** {@return the same, at whoever owns the name now} */
  Peer at(String uniqueName) {
    return new Peer(uniqueName, path, interfaceName);
  }
}
