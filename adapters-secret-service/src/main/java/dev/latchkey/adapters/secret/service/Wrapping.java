package dev.latchkey.adapters.secret.service;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.freedesktop.dbus.DBusPath;
import org.jspecify.annotations.Nullable;

/**
 * What is around a secret on its way over the bus: AES-128 in CBC with PKCS 7 padding, or nothing.
 */
final class Wrapping {

  private static final String CONTENT = "text/plain; charset=utf8";

  private final @Nullable SecretKey key;

  private Wrapping(@Nullable SecretKey key) {
    this.key = key;
  }

  static Wrapping none() {
    return new Wrapping(null);
  }

  static Wrapping aes(SecretKey key) {
    return new Wrapping(key);
  }

  Object[] sealed(DBusPath session, byte[] secret) throws GeneralSecurityException {
    if (key == null) {
      return new Object[] {session, new byte[0], secret, CONTENT};
    }
    Cipher cipher = cipher();
    // The cipher makes its own initialization vector.
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] closed = cipher.doFinal(secret);
    return new Object[] {session, cipher.getIV(), closed, CONTENT};
  }

  byte[] opened(byte[] parameters, byte[] value) throws GeneralSecurityException {
    if (key == null) {
      return value;
    }
    Cipher cipher = cipher();
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(parameters));
    return cipher.doFinal(value);
  }

  // CBC is what the specification has. It hides keys from those who watch the bus; who can change
  // what is on it is the user's own, and could ask for the secret.
  private static Cipher cipher() throws GeneralSecurityException {
    return Cipher.getInstance("AES/CBC/PKCS5Padding");
  }
}
