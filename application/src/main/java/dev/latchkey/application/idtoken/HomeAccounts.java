package dev.latchkey.application.idtoken;

import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.id.HomeAccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who a token is for, from what came with it. */
public final class HomeAccounts {

  private HomeAccounts() {}

  /**
   * Names the person, the same in every tenant.
   *
   * @param authority who answered
   * @param clientInfo what Entra told beside the tokens, or null
   * @param claims the ID token's claims, or null
   * @return {@code uid.utid} where both are told; else the subject, which any other OpenID provider
   *     only tells apart for itself, so that a hash of its issuer is added; empty if neither came
   */
  public static Optional<HomeAccountId> homeAccountId(
      Authority authority, @Nullable ClientInfo clientInfo, @Nullable IdTokenClaims claims) {
    if (clientInfo != null) {
      return Optional.of(new HomeAccountId(clientInfo.uid() + "." + clientInfo.utid()));
    }
    if (claims == null) {
      return Optional.empty();
    }
    String subject = escaped(claims.subject());
    return Optional.of(
        new HomeAccountId(
            authority instanceof OidcAuthority ? subject + "." + hash(claims.issuer()) : subject));
  }

  /**
   * Names the person within the tenant.
   *
   * @param claims the ID token's claims
   * @return the object id, else the subject
   */
  public static String localAccountId(IdTokenClaims claims) {
    return claims.objectId().orElseGet(claims::subject);
  }

  /**
   * Finds the name the person signs in with.
   *
   * @param claims the ID token's claims
   * @return {@code preferred_username}, else {@code upn}; empty if there is neither
   */
  public static Optional<String> username(IdTokenClaims claims) {
    return claims.preferredUsername().or(claims::upn);
  }

  // Percent-encoding keeps subjects apart that an identifier could not hold as they are.
  private static String escaped(String subject) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : subject.getBytes(StandardCharsets.UTF_8)) {
      if (b > ' ' && b < 0x7f && b != '%') {
        escaped.append((char) b);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", b));
      }
    }
    return escaped.toString();
  }

  private static String hash(String issuer) {
    try {
      return Base64Url.encode(
          MessageDigest.getInstance("SHA-256").digest(issuer.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
