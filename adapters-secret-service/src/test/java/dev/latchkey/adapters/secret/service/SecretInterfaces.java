package dev.latchkey.adapters.secret.service;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.Tuple;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/**
 * What the Secret Service specification has, as far as keys need it. The library wants it public.
 */
public final class SecretInterfaces {

  private SecretInterfaces() {}

  /** The service. */
  @DBusInterfaceName("org.freedesktop.Secret.Service")
  public interface Service extends DBusInterface {
    Pair<Variant<?>, DBusPath> OpenSession(String algorithm, Variant<?> input);

    Pair<List<DBusPath>, List<DBusPath>> SearchItems(Map<String, String> attributes);

    Pair<List<DBusPath>, DBusPath> Unlock(List<DBusPath> objects);

    DBusPath ReadAlias(String name);
  }

  /** A keyring. */
  @DBusInterfaceName("org.freedesktop.Secret.Collection")
  public interface Collection extends DBusInterface {
    Pair<DBusPath, DBusPath> CreateItem(
        Map<String, Variant<?>> properties, Secret secret, boolean replace);
  }

  /** An item. */
  @DBusInterfaceName("org.freedesktop.Secret.Item")
  public interface Item extends DBusInterface {
    Secret GetSecret(DBusPath session);
  }

  /** A question to a person. */
  @DBusInterfaceName("org.freedesktop.Secret.Prompt")
  public interface Prompt extends DBusInterface {
    void Dismiss();
  }

  /**
   * Two answers.
   *
   * @param <A> type of the first
   * @param <B> type of the second
   */
  public static final class Pair<A, B> extends Tuple {
    @Position(0)
    public final A first;

    @Position(1)
    public final B second;

    public Pair(A first, B second) {
      this.first = first;
      this.second = second;
    }
  }

  /** A secret on its way. */
  public static final class Secret extends Struct {
    @Position(0)
    public final DBusPath session;

    @Position(1)
    public final byte[] parameters;

    @Position(2)
    public final byte[] value;

    @Position(3)
    public final String contentType;

    public Secret(DBusPath session, byte[] parameters, byte[] value, String contentType) {
      this.session = session;
      this.parameters = parameters;
      this.value = value;
      this.contentType = contentType;
    }
  }
}
