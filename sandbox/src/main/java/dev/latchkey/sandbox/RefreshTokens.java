package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The refresh tokens that were given out, and which of them are still good. */
final class RefreshTokens {

  /**
   * One refresh token.
   *
   * @param family of client ids that may redeem it, or empty if only its client may
   * @param key that redeems it, or empty if it is bound to none
   * @param used whether it was redeemed
   */
  record Entry(
      Place place,
      String clientId,
      Optional<String> family,
      Optional<String> key,
      SignIn signIn,
      Instant end,
      AtomicBoolean used) {}

  private final Clock clock;
  private final SandboxUsers users;
  private final Map<String, Entry> byToken = new ConcurrentHashMap<>();
  private final Set<String> revokedSessions = ConcurrentHashMap.newKeySet();

  RefreshTokens(Clock clock, SandboxUsers users) {
    this.clock = clock;
    this.users = users;
  }

  String issue(TokenCall call, SignIn signIn) {
    SandboxApplication application = call.application();
    boolean realm = call.place().isRealm();
    String token = Keys.random(realm ? "" : "0.");
    byToken.put(
        token,
        new Entry(
            call.place(),
            application.clientId(),
            realm ? Optional.empty() : application.family(),
            // RFC 9449, section 5: whoever proves its identity has no need of it.
            application.isPublic() ? call.binding().proofKey() : Optional.empty(),
            signIn,
            clock.instant().plus(application.refreshTokenLifetime()),
            new AtomicBoolean()));
    return token;
  }

  /** Returns a token that is good for the application; its use is not noted yet. */
  Entry find(String token, TokenCall call) throws Refusal {
    Entry entry = byToken.get(token);
    if (entry == null || !samePlace(entry.place(), call.place())) {
      throw new Refusal(
          Refusal.Reason.BAD_TOKEN,
          "The provided grant has expired, is malformed, or was not issued by this server.");
    }
    SandboxApplication application = call.application();
    boolean related = entry.family().isPresent() && entry.family().equals(application.family());
    if (!entry.clientId().equals(application.clientId()) && !related) {
      throw new Refusal(
          Refusal.Reason.OTHER_CLIENT, "The refresh token was issued to another client.");
    }
    checkAlive(entry);
    if (entry.key().isPresent()) {
      call.binding().requireProofKey(entry.key().get(), "refresh token");
    }
    return entry;
  }

  private void checkAlive(Entry entry) throws Refusal {
    if (!clock.instant().isBefore(entry.end())) {
      throw new Refusal(
          Refusal.Reason.EXPIRED_TOKEN,
          "The refresh token has expired, at " + entry.end() + "; sign in again.");
    }
    SignIn signIn = entry.signIn();
    if (revokedSessions.contains(signIn.session())
        || users.find(signIn.username()).isEmpty()
        || users.generation(signIn.username()) != signIn.generation()) {
      throw new Refusal(
          Refusal.Reason.REVOKED_TOKEN,
          "The provided grant has expired due to it being revoked, a fresh auth token is needed.");
    }
  }

  /** Revokes all that came from one sign-in. */
  void revokeSession(String session) {
    revokedSessions.add(session);
  }

  /** Revokes a token and what it came from, if the application may (RFC 7009, section 2.1). */
  void revoke(String token, SandboxApplication application) {
    Entry entry = byToken.get(token);
    if (entry != null && entry.clientId().equals(application.clientId())) {
      revokeSession(entry.signIn().session());
    }
  }

  private static boolean samePlace(Place one, Place other) {
    // Entra redeems a token in every tenant that the user is known to; a realm only knows its own.
    return one.shape() == other.shape() && (!one.isRealm() || one.tenant().equals(other.tenant()));
  }
}
