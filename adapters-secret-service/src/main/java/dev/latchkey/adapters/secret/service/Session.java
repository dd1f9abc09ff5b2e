package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import java.security.GeneralSecurityException;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;

/**
 * A session with the keyring, in which secrets go over the bus: encrypted, or in clear if the
 * keyring cannot do better.
 */
final class Session {

  private static final String PATH = "/org/freedesktop/secrets";
  private static final String SERVICE = "org.freedesktop.Secret.Service";

  private final DBusPath path;
  private final Wrapping wrapping;

  private Session(DBusPath path, Wrapping wrapping) {
    this.path = path;
    this.wrapping = wrapping;
  }

  static Session open(Bus bus) {
    KeyExchange exchange = KeyExchange.begin();
    Object[] answer;
    try {
      answer =
          bus.call(
              PATH,
              SERVICE,
              "OpenSession",
              "sv",
              KeyExchange.ALGORITHM,
              new Variant<>(exchange.publicKey(), "ay"));
    } catch (CacheException e) {
      if (!String.valueOf(e.getMessage()).endsWith(".NotSupported")) {
        throw e;
      }
      Object[] plain = bus.call(PATH, SERVICE, "OpenSession", "sv", "plain", new Variant<>(""));
      return new Session(path(plain, 1), Wrapping.none());
    }
    try {
      return new Session(path(answer, 1), exchange.complete(Wire.bytes(Wire.inner(answer[0]))));
    } catch (GeneralSecurityException e) {
      throw new CacheException(
          "the keyring's part of the key exchange is not usable", FailureDetails.none(), e);
    }
  }

  private static DBusPath path(Object[] answer, int index) {
    return new DBusPath(Wire.path(answer, index));
  }

  DBusPath path() {
    return path;
  }

  /** Closes a secret for the way: session, parameters, value, kind of content. */
  Object[] sealed(byte[] secret) {
    try {
      return wrapping.sealed(path, secret);
    } catch (GeneralSecurityException e) {
      throw new CacheException("a key cannot be encrypted", FailureDetails.none(), e);
    }
  }

  byte[] opened(Object secret) {
    try {
      Object[] parts = Wire.struct(secret, 4);
      return wrapping.opened(Wire.bytes(parts[1]), Wire.bytes(parts[2]));
    } catch (GeneralSecurityException e) {
      throw new CacheException(
          "what the keyring sent cannot be decrypted", FailureDetails.none(), e);
    }
  }
}
