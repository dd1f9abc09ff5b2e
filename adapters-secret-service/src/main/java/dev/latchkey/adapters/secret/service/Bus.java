package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import java.io.IOException;
import java.time.Duration;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.UInt32;
import org.jspecify.annotations.Nullable;

/**
 * A connection of our own to the session bus. Calls are put together by hand: the library's proxies
 * would need interfaces and structures that are open to everybody.
 */
final class Bus implements AutoCloseable {

  /** Who has the secrets. */
  static final String SECRETS = "org.freedesktop.secrets";

  private static final String BUS = "org.freedesktop.DBus";
  private static final String BUS_PATH = "/org/freedesktop/DBus";
  private static final Duration LIMIT = Duration.ofSeconds(3);
  private static final int OWNER = 1;
  private static final int QUEUE_NOT = 4;

  private final DBusConnection connection;

  private Bus(DBusConnection connection) {
    this.connection = connection;
  }

  static Bus connect(String address) {
    try {
      return new Bus(DBusConnectionBuilder.forAddress(address).withShared(false).build());
    } catch (DBusException | RuntimeException e) {
      throw new CacheException(
          "the session bus could not be reached, so neither could the keyring; is somebody signed"
              + " in to a desktop?",
          FailureDetails.none(),
          e);
    }
  }

  /**
   * Calls a method of the keyring.
   *
   * @throws CacheException if nobody answered, or with an error
   */
  Object[] call(String path, String type, String method, @Nullable String signature, Object... in) {
    return call(SECRETS, path, type, method, signature, in);
  }

  /** Takes a name that one connection at a time can have. */
  boolean take(String name) {
    Object[] answer = call(BUS, BUS_PATH, BUS, "RequestName", "su", name, new UInt32(QUEUE_NOT));
    return answer.length == 1 && answer[0] instanceof Number number && number.intValue() == OWNER;
  }

  private Object[] call(
      String whom,
      String path,
      String type,
      String method,
      @Nullable String signature,
      Object... in) {
    try {
      MethodCall call =
          connection
              .getMessageFactory()
              .createMethodCall(null, whom, path, type, method, (byte) 0, signature, in);
      connection.sendMessage(call);
      return content(method, call.getReply(LIMIT.toMillis()));
    } catch (DBusException | RuntimeException e) {
      throw e instanceof CacheException known ? known : unreadable(method, e);
    }
  }

  /** What an answer consists of, or why it is none. */
  static Object[] content(String method, @Nullable Message reply) {
    if (reply == null) {
      throw new CacheException(
          "the keyring did not answer " + method + " in " + LIMIT.toSeconds() + " s");
    }
    String refusal;
    try {
      if (!(reply instanceof Error error)) {
        Object[] out = reply.getParameters();
        return out == null ? new Object[0] : out;
      }
      // The library looks at the types of fields when they are asked for.
      refusal = refusal(method, error.getName());
    } catch (DBusException | RuntimeException e) {
      throw unreadable(method, e);
    }
    throw new CacheException(refusal);
  }

  private static CacheException unreadable(String method, Exception cause) {
    return new CacheException(
        "the keyring's answer to " + method + " could not be had", FailureDetails.none(), cause);
  }

  // The text of an error is the peer's own, and not repeated: nobody knows what is in it.
  private static String refusal(String method, @Nullable String name) {
    String error = String.valueOf(name);
    if (error.endsWith(".ServiceUnknown") || error.endsWith(".NameHasNoOwner")) {
      return "there is no keyring on the session bus: no program has the name "
          + SECRETS
          + "; start one, such as gnome-keyring, or choose another source of cache keys";
    }
    if (error.endsWith(".IsLocked")) {
      return locked();
    }
    return "the keyring refused " + method + ": " + error.replaceAll("[^A-Za-z0-9._]", "?");
  }

  static String locked() {
    return "the keyring is locked; unlock it, by signing in to the desktop as a rule, or choose"
        + " another source of cache keys";
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException | RuntimeException e) {
      // Nothing more is asked of it.
    }
  }
}
