package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users that sign in at the sandbox's federation server. Safe for use by several threads, also
 * while requests are being served.
 *
 * @since 0.1
 */
public final class FederatedUsers {

  private final Map<String, FederatedUser> byName = new ConcurrentHashMap<>();

  FederatedUsers(Collection<FederatedUser> first) {
    first.forEach(this::add);
  }

  /**
   * Registers a user, in place of the one who had the name.
   *
   * @param user from now on known
   * @since 0.1
   */
  public void add(FederatedUser user) {
    byName.put(key(requireNonNull(user, "user").username()), user);
  }

  /**
   * Forgets a user; does nothing if there is none.
   *
   * @param username of the user, without regard to case
   * @since 0.1
   */
  public void remove(String username) {
    byName.remove(key(username));
  }

  /**
   * Looks a user up.
   *
   * @param username of the user, without regard to case
   * @return the user, or empty if there is none
   * @since 0.1
   */
  public Optional<FederatedUser> find(String username) {
    return Optional.ofNullable(byName.get(key(username)));
  }

  private static String key(String username) {
    return username.toLowerCase(Locale.ROOT);
  }
}
