package dev.latchkey.application.user;

import dev.latchkey.application.cache.Lifetimes;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps what authorities answer about people, and makes the results of it. */
public final class UserTokens {

  private final PartitionedCache cache;
  private final Lifetimes lifetimes;
  private final TimeSource time;

  /**
   * Keeps tokens.
   *
   * @param cache where
   * @param time stamps them
   * @param random spreads their refreshes
   */
  public UserTokens(PartitionedCache cache, TimeSource time, RandomSource random) {
    this.cache = Objects.requireNonNull(cache, "cache");
    this.time = Objects.requireNonNull(time, "time");
    this.lifetimes = new Lifetimes(random);
  }

  /**
   * Keeps what a person brought who has just signed in. An answer that does not tell who the person
   * is could not be found again: it is handed out and not kept.
   *
   * @param answer the answer
   * @param signIn how it came about
   * @return the result, without source and cost
   */
  public TokenResult keep(UserAnswer answer, SignIn signIn) {
    AnswerRows rows = rows(answer, signIn, false);
    HomeAccountId person = answer.person();
    PartitionKey partition = partition(signIn, person);
    TokenResult result = rows.result(account(partition, rows, null));
    return partition == null
        ? told(result, answer, true)
        : told(
            result,
            answer,
            cache.update(
                partition,
                old -> {
                  CachePartition next = rows.addedTo(old, result, person);
                  RefreshToken fresh = person == null ? null : rows.refreshToken(person, null);
                  return fresh == null ? next : next.with(fresh);
                }));
  }

  /**
   * Keeps what came of a person without their doing, unless they have signed out meanwhile.
   *
   * @param answer the answer
   * @param signIn how it came about
   * @param account the person, as the caller knows them
   * @param isGone whether the person has signed out, by what is kept of them
   * @return the result, without source and cost
   */
  public TokenResult keepUnless(
      UserAnswer answer, SignIn signIn, Account account, Predicate<CachePartition> isGone) {
    HomeAccountId person = account.homeAccountId();
    PartitionKey partition = new PartitionKey.User(person);
    boolean isKnown = cache.recall(partition).account(answer.audience().environment()) != null;
    AnswerRows rows = rows(answer.about(person), signIn, isKnown);
    TokenResult result = rows.result(account(partition, rows, account));
    return told(
        result,
        answer,
        cache.update(partition, old -> isGone.test(old) ? old : rows.addedTo(old, result, person)));
  }

  // The key goes to the caller, and not into the cache.
  private static TokenResult told(TokenResult result, UserAnswer answer, boolean isStored) {
    return isStored && answer.binding() == null
        ? result
        : result.toBuilder().stored(isStored).binding(answer.binding()).build();
  }

  /**
   * Keeps the access token alone: of a person who is not signed in here, and brings the proof along
   * each time.
   *
   * @param answer the answer
   * @param signIn how it came about, and the session that it is kept in
   * @return the result, without source and cost
   */
  public TokenResult keepAccessToken(UserAnswer answer, SignIn signIn) {
    AnswerRows rows = rows(answer, signIn, false);
    AccountRecord record = rows.account();
    TokenResult result = rows.result(record == null ? null : record.account());
    if (!result.hasAccessToken()) {
      return result;
    }
    PartitionKey session = Objects.requireNonNull(signIn.session(), "session");
    return told(
        result, answer, cache.update(session, old -> old.with(rows.entry(result), rows.now())));
  }

  /**
   * Keeps what a refresh token brought, unless the person has signed out meanwhile.
   *
   * @param answer the answer
   * @param signIn how it came about
   * @param account the person it was redeemed for; answers may leave out who that is
   * @param redeemed the refresh token
   * @return the result, without source and cost
   */
  public TokenResult keepRefreshed(
      UserAnswer answer, SignIn signIn, Account account, RefreshToken redeemed) {
    AnswerRows rows = rows(answer.about(account.homeAccountId()), signIn, true);
    HomeAccountId person = account.homeAccountId();
    PartitionKey partition = partition(signIn, person);
    TokenResult result = rows.result(account(partition, rows, account));
    return told(
        result,
        answer,
        cache.update(
            Objects.requireNonNull(partition),
            old -> {
              if (old.holds(redeemed)) {
                CachePartition next = rows.addedTo(old, result, person);
                RefreshToken fresh = rows.refreshToken(person, redeemed);
                return fresh == null ? next : next.with(fresh);
              }
              // Another call has redeemed the same token and was first. Without any left the person
              // has signed out, and that wins.
              return old.refreshTokensFor(rows.clientId(), rows.environment()).isEmpty()
                  ? old
                  : rows.addedTo(old, result, person);
            }));
  }

  private AnswerRows rows(UserAnswer answer, SignIn signIn, boolean isRenewal) {
    Moment now = time.moment();
    var tokens = answer.tokens();
    return new AnswerRows(
        answer,
        signIn,
        lifetimes.of(now, tokens.expiresIn(), tokens.extendedExpiresIn(), tokens.refreshIn()),
        now,
        isRenewal,
        cache.values());
  }

  private static @Nullable PartitionKey partition(SignIn signIn, @Nullable HomeAccountId person) {
    if (signIn.session() != null) {
      return signIn.session();
    }
    return person == null ? null : new PartitionKey.User(person);
  }

  // As the person will be listed once the answer is kept.
  private @Nullable Account account(
      @Nullable PartitionKey partition, AnswerRows rows, @Nullable Account fallback) {
    if (partition == null) {
      return fallback;
    }
    CachePartition known = cache.recall(partition);
    AccountRecord record = rows.account();
    Account account = (record == null ? known : known.with(record)).account(rows.environment());
    return account == null ? fallback : account;
  }
}
