package dev.latchkey.examples.webapp;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was added last, each under a key; whoever floods it pushes out the oldest. */
final class Recent<V> {

  private static final int RANDOM_BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, V> values;

  Recent(int most) {
    values =
        Collections.synchronizedMap(
            new LinkedHashMap<>() {
              private static final long serialVersionUID = 1L;

              @Override
              protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
              }
            });
  }

  /** Adds under a key that nobody can guess. */
  String add(V value) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    values.put(key, value);
    return key;
  }

  void put(String key, V value) {
    values.put(key, value);
  }

  Optional<V> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  Optional<V> take(String key) {
    return Optional.ofNullable(values.remove(key));
  }
}
