package dev.latchkey.application.user;

import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * What an authority answered about a person, validated, before anything of it is kept.
 *
 * @param audience who asked whom
 * @param tokens the tokens
 * @param granted the scopes granted
 * @param claims what the ID token says, or null if none came
 * @param person the person, or null if the authority does not tell
 * @param realm the tenant that answered
 * @param binding the key that the access token is bound to, or null
 */
public record UserAnswer(
    UserAudience audience,
    TokenAnswer tokens,
    Scopes granted,
    @Nullable IdTokenClaims claims,
    @Nullable HomeAccountId person,
    Realm realm,
    @Nullable KeyBinding binding) {

  /**
   * Tells whether the answer is about another person than it was asked for. A subject alone does
   * not tell where a person has one for each application (Entra).
   *
   * @param asked the person it was asked for
   * @return whether it names another
   */
  public boolean isAboutAnother(HomeAccountId asked) {
    boolean isNamed = tokens.clientInfo() != null || !audience.hasTenants();
    return isNamed && person != null && !person.equals(asked);
  }

  UserAnswer about(HomeAccountId asked) {
    return new UserAnswer(audience, tokens, granted, claims, asked, realm, binding);
  }

  /** {@return tenant only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "UserAnswer[" + audience + ", realm=" + realm + "]";
  }
}
