package dev.latchkey.sandbox;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells whether a token is one that this sandbox gave out, and still good. */
final class IssuedTokens {

  /** Why a token is not taken. */
  enum Flaw {
    FORGED,
    EXPIRED
  }

  /** The claims of a token, or what is wrong with it. */
  record Verdict(Map<String, Object> claims, Optional<Flaw> flaw) {

    String text(String claim) {
      return claims.get(claim) instanceof String text ? text : "";
    }

    Instant issuedAt() {
      return claims.get("iat") instanceof Number seconds
          ? Instant.ofEpochSecond(seconds.longValue())
          : Instant.EPOCH;
    }

    List<String> audiences() {
      return claims.get("aud") instanceof List<?> several
          ? several.stream().map(String::valueOf).toList()
          : List.of(text("aud"));
    }
  }

  private final Clock clock;
  private final SigningKey key;
  private final BaseUris bases;

  IssuedTokens(Clock clock, SigningKey key, BaseUris bases) {
    this.clock = clock;
    this.key = key;
    this.bases = bases;
  }

  Verdict judge(String token) {
    Optional<Map<String, Object>> claims = key.verify(token).filter(this::isOurs);
    if (claims.isEmpty()) {
      return new Verdict(Map.of(), Optional.of(Flaw.FORGED));
    }
    boolean live =
        claims.get().get("exp") instanceof Number end
            && clock.instant().getEpochSecond() < end.longValue();
    return new Verdict(claims.get(), live ? Optional.empty() : Optional.of(Flaw.EXPIRED));
  }

  /** The key is shared by all sandboxes of the process: the issuer tells them apart. */
  private boolean isOurs(Map<String, Object> claims) {
    return claims.get("iss") instanceof String issuer && bases.isOurs(URI.create(issuer));
  }
}
