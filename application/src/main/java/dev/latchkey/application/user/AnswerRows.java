package dev.latchkey.application.user;

import dev.latchkey.application.cache.SharedValues;
import dev.latchkey.application.idtoken.HomeAccounts;
import dev.latchkey.application.idtoken.IdTokenReader;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenType;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The cache rows of one answer.
 *
 * @param answer the answer
 * @param signIn how it came about
 * @param lifetime how long its access token lives
 * @param now when it came
 * @param isRenewal whether the person is known already: then an ID token alone tells anything new
 * @param values what rows have in common
 */
record AnswerRows(
    UserAnswer answer,
    SignIn signIn,
    Lifetime lifetime,
    Moment now,
    boolean isRenewal,
    SharedValues values) {

  // What it says is not kept beside it: it would take as much room again, and few ask.
  private static final Function<Secret, @Nullable IdTokenClaims> CLAIMS =
      new IdTokenReader()::decode;

  /** {@return what the tenant knows of the person, or null if the answer does not tell} */
  @Nullable AccountRecord account() {
    HomeAccountId person = answer.person();
    IdTokenClaims claims = answer.claims();
    if (person == null || claims == null && isRenewal) {
      return null;
    }
    Optional<String> name = claims == null ? Optional.empty() : HomeAccounts.username(claims);
    String given = signIn.username();
    return new AccountRecord(
        Account.of(person, environment(), name.orElse(given == null ? "" : given)),
        realm(),
        localAccountId(person, claims),
        signIn.source());
  }

  private String localAccountId(HomeAccountId person, @Nullable IdTokenClaims claims) {
    if (signIn.localAccountId() != null) {
      return signIn.localAccountId();
    }
    return claims == null ? uid(person) : HomeAccounts.localAccountId(claims);
  }

  private static String uid(HomeAccountId person) {
    int dot = person.value().lastIndexOf('.');
    return dot < 0 ? person.value() : person.value().substring(0, dot);
  }

  /** {@return what a caller gets, without source and cost} */
  TokenResult result(@Nullable Account account) {
    TokenAnswer tokens = answer.tokens();
    TokenResult.Builder result =
        tokens.accessToken() == null
            ? TokenResult.withoutAccessToken(lifetime)
            : TokenResult.builder(tokens.accessToken(), lifetime)
                .tokenType(isBearer(tokens.type()) ? TokenType.BEARER : tokens.type());
    if (tokens.idToken() != null && answer.claims() != null) {
      result.idToken(tokens.idToken().packed(), CLAIMS);
    }
    return result.scopes(values.shared(answer.granted())).realm(realm()).account(account).build();
  }

  private static boolean isBearer(TokenType type) {
    return type.value().equals(TokenType.BEARER.value());
  }

  /**
   * Adds all but the refresh token: what a person has who is signed in, whoever refreshed first.
   */
  CachePartition addedTo(CachePartition old, TokenResult result, @Nullable HomeAccountId person) {
    TokenAnswer tokens = answer.tokens();
    CachePartition next =
        old.with(values.shared(new AppMetadata(clientId(), environment(), tokens.familyId())));
    AccountRecord record = account();
    if (record != null) {
      next = next.with(keepingSource(shown(record, result), old));
    }
    if (tokens.idToken() != null && person != null) {
      // The same object as the result's, if that has it.
      Secret idToken = result.idToken().orElseGet(tokens.idToken()::packed);
      next = next.with(new IdToken(person, environment(), clientId(), realm(), idToken));
    }
    return result.hasAccessToken() ? next.with(entry(result), now) : next;
  }

  // The result shows the person, so there is an object for them already.
  private static AccountRecord shown(AccountRecord record, TokenResult result) {
    Account shown = result.account().orElse(null);
    return shown != null
            && shown.equals(record.account())
            && shown.username().equals(record.account().username())
        ? new AccountRecord(shown, record.realm(), record.localAccountId(), record.source())
        : record;
  }

  // A refresh does not change how the person once signed in.
  private AccountRecord keepingSource(AccountRecord record, CachePartition old) {
    if (record.source() == null) {
      for (AccountRecord known : old.accountRecords()) {
        if (known.realm().equals(record.realm())
            && known.account().environment().equals(environment())) {
          return new AccountRecord(
              record.account(), record.realm(), record.localAccountId(), known.source());
        }
      }
    }
    return record;
  }

  /** {@return the row of the access token} */
  AccessToken entry(TokenResult result) {
    AccessToken entry =
        AccessToken.of(
                clientId(),
                environment(),
                values.shared(signIn.requested()),
                answer.audience().authority().scopeMatching(),
                lifetime,
                result)
            .askedIn(values.shared(answer.audience().realm()));
    AccessToken apart = signIn.extendedKey() == null ? entry : entry.setApart(signIn.extendedKey());
    return answer.binding() == null ? apart : apart.boundTo(answer.binding().keyId());
  }

  /**
   * Makes the row of the refresh token.
   *
   * @param person whose
   * @param redeemed the one it takes the place of: among a family it stays that member's
   */
  @Nullable RefreshToken refreshToken(HomeAccountId person, @Nullable RefreshToken redeemed) {
    TokenAnswer tokens = answer.tokens();
    Secret secret = tokens.refreshToken() == null ? signIn.refreshToken() : tokens.refreshToken();
    if (secret == null) {
      return null;
    }
    String family =
        tokens.familyId() == null && redeemed != null ? redeemed.familyId() : tokens.familyId();
    return new RefreshToken(
        person,
        environment(),
        redeemed == null ? clientId() : redeemed.clientId(),
        family,
        secret.packed(),
        now.instant());
  }

  ClientId clientId() {
    return values.shared(answer.audience().clientId());
  }

  Environment environment() {
    return values.shared(answer.audience().environment());
  }

  private Realm realm() {
    return values.shared(answer.realm());
  }

  /** {@return the answer, which does not print} */
  @Override
  public String toString() {
    return "AnswerRows[" + answer + "]";
  }
}
