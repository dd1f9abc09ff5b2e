package dev.latchkey.application.user;

import dev.latchkey.application.protocol.TokenAnswer;
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
 */
public record UserAnswer(
    UserAudience audience,
    TokenAnswer tokens,
    Scopes granted,
    @Nullable IdTokenClaims claims,
    @Nullable HomeAccountId person,
    Realm realm) {

  /** {@return tenant only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "UserAnswer[" + audience + ", realm=" + realm + "]";
  }
}
