package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.Variant;
import org.jspecify.annotations.Nullable;

/** Takes answers apart, whichever of its types the library chose for them. */
final class Wire {

  private Wire() {}

  static String path(Object[] answer, int index) {
    if (index < answer.length && answer[index] != null) {
      return text(answer[index]);
    }
    throw unexpected();
  }

  static List<String> paths(Object[] answer, int index) {
    if (index >= answer.length) {
      throw unexpected();
    }
    List<String> paths = new ArrayList<>();
    if (answer[index] instanceof List<?> list) {
      list.forEach(it -> paths.add(text(it)));
    } else if (answer[index] instanceof Object[] array) {
      for (Object it : array) {
        paths.add(text(it));
      }
    } else {
      throw unexpected();
    }
    return paths;
  }

  private static String text(@Nullable Object value) {
    if (value instanceof DBusPath path) {
      return path.getPath();
    }
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    throw unexpected();
  }

  static byte[] bytes(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    if (value instanceof List<?> list) {
      byte[] bytes = new byte[list.size()];
      for (int i = 0; i < bytes.length; i++) {
        if (!(list.get(i) instanceof Byte each)) {
          throw unexpected();
        }
        bytes[i] = each;
      }
      return bytes;
    }
    throw unexpected();
  }

  /** {@return what is in a variant} */
  static Object inner(@Nullable Object value) {
    if (value instanceof Variant<?> variant && variant.getValue() != null) {
      return variant.getValue();
    }
    throw unexpected();
  }

  static Object[] struct(@Nullable Object value, int size) {
    if (value instanceof Object[] parts && parts.length == size) {
      return parts;
    }
    if (value instanceof List<?> parts && parts.size() == size) {
      return parts.toArray();
    }
    throw unexpected();
  }

  static CacheException unexpected() {
    return new CacheException(
        "the keyring's answer is not what the Secret Service specification says");
  }
}
