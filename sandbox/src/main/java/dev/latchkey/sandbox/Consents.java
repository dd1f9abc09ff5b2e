package dev.latchkey.sandbox;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What users agreed to on the consent page. */
final class Consents {

  private record Parties(String username, String clientId) {}

  private final Map<Parties, Set<String>> given = new ConcurrentHashMap<>();

  boolean cover(SandboxUser user, String clientId, Collection<String> scopes) {
    return user.consented()
        || given.getOrDefault(parties(user, clientId), Set.of()).containsAll(scopes);
  }

  void add(SandboxUser user, String clientId, Collection<String> scopes) {
    given
        .computeIfAbsent(parties(user, clientId), key -> ConcurrentHashMap.newKeySet())
        .addAll(scopes);
  }

  void check(SandboxUser user, String clientId, Collection<String> scopes) throws Refusal {
    if (!cover(user, clientId, scopes)) {
      throw new Refusal(
          Refusal.Reason.CONSENT_REQUIRED,
          "The user or administrator has not consented to use the application with ID '"
              + clientId
              + "'. Send an interactive authorization request for this user and resource.");
    }
  }

  private static Parties parties(SandboxUser user, String clientId) {
    return new Parties(user.username().toLowerCase(Locale.ROOT), clientId);
  }
}
