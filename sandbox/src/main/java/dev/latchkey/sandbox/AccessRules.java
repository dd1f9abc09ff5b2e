package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether a user may have tokens without being asked in person. */
final class AccessRules {

  private final Clock clock;
  private final Consents consents;

  AccessRules(Clock clock, Consents consents) {
    this.clock = clock;
    this.consents = consents;
  }

  /** Refuses unless everything is met by what was asked for, now or when the user was there. */
  void check(
      SandboxUser user,
      SandboxApplication application,
      Collection<String> scopes,
      List<RequestedClaims> asked)
      throws Refusal {
    Map<String, Object> met = new LinkedHashMap<>();
    met.put("nbf", clock.instant().getEpochSecond());
    asked.forEach(claims -> met.putAll(claims.forAccessToken()));
    check(user, application, scopes, met);
  }

  void check(
      SandboxUser user,
      SandboxApplication application,
      Collection<String> scopes,
      Map<String, ?> met)
      throws Refusal {
    checkAlive(user);
    Optional<AccessPolicy> unmet =
        Stream.concat(user.policies().stream(), application.policies().stream())
            .filter(policy -> policy.scope().map(scopes::contains).orElse(true))
            .filter(policy -> !isMet(policy, met))
            .findFirst();
    if (unmet.isPresent()) {
      throw new Refusal(unmet.get());
    }
    consents.check(user, application.clientId(), scopes);
  }

  static void checkAlive(SandboxUser user) throws Refusal {
    if (user.disabled()) {
      throw new Refusal(Refusal.Reason.DISABLED_USER, "The user account is disabled.");
    }
  }

  private static boolean isMet(AccessPolicy policy, Map<String, ?> met) {
    return policy.claims().map(json -> RequestedClaims.parse(json).satisfiedBy(met)).orElse(false);
  }
}
