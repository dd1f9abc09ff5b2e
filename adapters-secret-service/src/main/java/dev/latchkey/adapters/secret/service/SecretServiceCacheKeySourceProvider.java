package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.TimeSource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes the keys of the cache from the desktop's keyring: GNOME Keyring, KDE Wallet, KeePassXC and
 * whatever else has the Secret Service API of freedesktop.org on the session bus. Settings:
 *
 * <ul>
 *   <li>{@code name}: which keys, of those that several applications keep; {@code default} by
 *       default.
 *   <li>{@code bus-address}: the bus, such as {@code unix:path=/run/user/1000/bus}; by default the
 *       one that {@code DBUS_SESSION_BUS_ADDRESS} names, else the one in {@code XDG_RUNTIME_DIR}.
 * </ul>
 *
 * <p>The keys are one item of the default keyring, whose text has lines of {@code id:base64}, as a
 * key file has: the first key encrypts, all decrypt. The item is made with a new key when the first
 * key is asked for. What goes over the bus is encrypted if the keyring can do that. Nobody is asked
 * to unlock a keyring: one that is locked is a {@code CacheException}, and so are a bus or a
 * service that is not there. Keys are remembered for a minute.
 *
 * @since 0.1
 */
public final class SecretServiceCacheKeySourceProvider implements CacheKeySourceProvider {

  private static final String NAME = "name";
  private static final String BUS_ADDRESS = "bus-address";
  private static final String DEFAULT_NAME = "default";

  /** Does nothing; {@link #open} does. */
  public SecretServiceCacheKeySourceProvider() {}

  /**
   * Takes the keys from the keyring of the session.
   *
   * @return the source, which connects to the bus when it is asked
   */
  public static CacheKeySource ofSession() {
    return new SecretServiceCacheKeySourceProvider().open(Map.of());
  }

  @Override
  public String name() {
    return "secret-service";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public CacheKeySource open(Map<String, String> settings) {
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(Set.of(NAME, BUS_ADDRESS));
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "unknown settings of the key source secret-service: "
              + unknown
              + "; known are ["
              + BUS_ADDRESS
              + ", "
              + NAME
              + "]");
    }
    String name = settings.getOrDefault(NAME, DEFAULT_NAME);
    if (name.isBlank()) {
      throw new ConfigurationException(
          "setting " + NAME + " of the key source secret-service is empty; leave it out instead");
    }
    BusAddress address = new BusAddress(settings.get(BUS_ADDRESS), EnvironmentReader.system());
    return new SecretServiceCacheKeySource(address, name, TimeSource.system());
  }
}
