package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The users that a sandbox knows. Safe for use by several threads, also while requests are being
 * served.
 *
 * @since 0.1
 */
public final class SandboxUsers {

  /** Tokens of an earlier generation are revoked. */
  private record Known(SandboxUser user, int generation) {}

  private final Map<String, Known> byName = new ConcurrentHashMap<>();

  SandboxUsers(Collection<SandboxUser> first) {
    first.forEach(this::add);
  }

  /**
   * Registers a user, in place of the one who had the name.
   *
   * @param user from now on known
   * @since 0.1
   */
  public void add(SandboxUser user) {
    requireNonNull(user, "user");
    byName.merge(key(user.username()), new Known(user, 0), (old, added) -> next(old, added.user()));
  }

  /**
   * Changes a user between two requests: {@code change("mira@contoso.example", it ->
   * it.password("other"))}. Another password revokes the user's refresh tokens and sessions.
   *
   * @param username of the user, without regard to case
   * @param settings applied to a builder that has all that the user has
   * @throws IllegalArgumentException if there is no such user
   * @since 0.1
   */
  public void change(String username, UnaryOperator<SandboxUser.Builder> settings) {
    update(username, old -> next(old, settings.apply(old.user().toBuilder()).build()));
  }

  /**
   * Revokes all refresh tokens and sessions of a user, as an administrator does.
   *
   * @param username of the user, without regard to case
   * @throws IllegalArgumentException if there is no such user
   * @since 0.1
   */
  public void revokeSessions(String username) {
    update(username, old -> new Known(old.user(), old.generation() + 1));
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
  public Optional<SandboxUser> find(String username) {
    return Optional.ofNullable(byName.get(key(username))).map(Known::user);
  }

  /**
   * Lists all users.
   *
   * @return a copy, in no particular order
   * @since 0.1
   */
  public List<SandboxUser> all() {
    return byName.values().stream().map(Known::user).toList();
  }

  /** Returns the number that a new sign-in of the user gets. */
  int generation(String username) {
    Known known = byName.get(key(username));
    return known == null ? 0 : known.generation();
  }

  private void update(String username, UnaryOperator<Known> change) {
    Known changed = byName.computeIfPresent(key(username), (name, old) -> change.apply(old));
    if (changed == null) {
      throw new IllegalArgumentException("no user " + username + " is registered");
    }
  }

  private static Known next(Known old, SandboxUser user) {
    boolean same = old.user().hasPassword(user.password());
    return new Known(user, same ? old.generation() : old.generation() + 1);
  }

  private static String key(String username) {
    return requireNonNull(username, "username").toLowerCase(Locale.ROOT);
  }
}
