package dev.latchkey.application.schema;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.TokenResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a partition of the rows that belong to it. Of several about the same the newest counts. */
final class EntryReader {

  private static final Comparator<Row> OLDEST_FIRST = Comparator.comparingLong(Row::cachedAt);

  private final Decoding decoding;
  private final Function<Secret, @Nullable IdTokenClaims> claims;
  private final Moment now;

  EntryReader(Decoding decoding, Moment now) {
    this.decoding = decoding;
    this.claims = decoding::claims;
    this.now = now;
  }

  /** {@return what rows say of applications} */
  List<AppMetadata> applications(List<Row> rows) {
    List<AppMetadata> applications = new ArrayList<>(rows.size());
    for (Row row : rows) {
      applications.add(application(row));
    }
    return List.copyOf(applications);
  }

  /**
   * {@return the partition of a holder}
   *
   * @param rows the holder's own, those of one section together
   * @param applications what is known of them
   */
  CachePartition partition(PartitionKey key, List<Row> rows, List<AppMetadata> applications) {
    List<Row> oldestFirst = oldestFirst(rows);
    List<RefreshToken> refreshTokens = new ArrayList<>(1);
    List<IdToken> idTokens = new ArrayList<>(1);
    List<AccountRecord> records = new ArrayList<>(1);
    for (Row row : oldestFirst) {
      if (row.section() == Section.REFRESH_TOKEN) {
        refreshTokens.add(refreshToken(row, person(row, key)));
      } else if (row.section() == Section.ID_TOKEN) {
        idTokens.add(idToken(row, person(row, key)));
      } else if (row.section() == Section.ACCOUNT) {
        records.add(account(row, person(row, key)));
      }
    }
    CachePartition partition =
        CachePartition.of(key, refreshTokens, idTokens, records, applications);
    // Results show the person and the ID token, so those come first.
    for (Row row : oldestFirst) {
      if (row.section() == Section.ACCESS_TOKEN && !row.isSpentAt(now.instant())) {
        partition = partition.with(accessToken(row, partition), now);
      }
    }
    return partition;
  }

  // Of each section, whose rows stand together. Most people have one row in each.
  private static List<Row> oldestFirst(List<Row> rows) {
    Row before = null;
    for (Row row : rows) {
      if (before != null
          && before.section() == row.section()
          && before.cachedAt() > row.cachedAt()) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(OLDEST_FIRST);
        return sorted;
      }
      before = row;
    }
    return rows;
  }

  private AppMetadata application(Row row) {
    return decoding.shared(
        new AppMetadata(
            decoding.shared(row.clientId()), decoding.shared(row.environment()), row.familyId()));
  }

  // Equal values of the rows of one person are one object: they outweigh many a token.
  private static HomeAccountId person(Row row, PartitionKey key) {
    HomeAccountId person = Objects.requireNonNull(row.person());
    return key instanceof PartitionKey.User user && user.homeAccountId().equals(person)
        ? user.homeAccountId()
        : person;
  }

  private AccountRecord account(Row row, HomeAccountId person) {
    String source = row.text("account_source");
    return new AccountRecord(
        Account.of(person, decoding.shared(row.environment()), row.text("username")),
        decoding.shared(row.realm()),
        row.text("local_account_id"),
        source.isEmpty() ? null : decoding.shared(source));
  }

  private IdToken idToken(Row row, HomeAccountId person) {
    return new IdToken(
        person,
        decoding.shared(row.environment()),
        decoding.shared(row.clientId()),
        decoding.shared(row.realm()),
        row.secret());
  }

  private RefreshToken refreshToken(Row row, HomeAccountId person) {
    return new RefreshToken(
        person,
        decoding.shared(row.environment()),
        decoding.shared(row.clientId()),
        row.familyId(),
        row.secret(),
        Instant.ofEpochSecond(row.cachedAt()));
  }

  private AccessToken accessToken(Row row, CachePartition partition) {
    Lifetime lifetime = lifetime(row);
    TokenResult.Builder result =
        TokenResult.builder(row.secret(), lifetime)
            .tokenType(row.type())
            .scopes(decoding.shared(row.target()))
            .realm(decoding.shared(row.realm()))
            .account(shownAccount(row, partition));
    IdToken idToken = idTokenOf(row, partition);
    if (idToken != null) {
      result.idToken(idToken.secret(), claims);
    }
    AccessToken token =
        AccessToken.of(
            decoding.shared(row.clientId()),
            decoding.shared(row.environment()),
            decoding.shared(row.requested()),
            row.comparesExactly() ? ScopeMatching.EXACT : ScopeMatching.IGNORE_CASE,
            lifetime,
            result.build());
    if (row.keyId() != null) {
      token = token.boundTo(row.keyId());
    }
    if (row.extendedKey() != null) {
      token = token.setApart(row.extendedKey());
    }
    return row.askedIn() == null ? token : token.askedIn(decoding.shared(row.askedIn()));
  }

  private static @Nullable Account shownAccount(Row row, CachePartition partition) {
    if (row.person() == null) {
      return null;
    }
    Account known = partition.account(row.environment());
    return known == null ? Account.of(row.person(), row.environment(), "") : known;
  }

  private static @Nullable IdToken idTokenOf(Row row, CachePartition partition) {
    for (IdToken token : partition.idTokens()) {
      if (token.clientId().equals(row.clientId())
          && token.environment().equals(row.environment())
          && token.realm().equals(row.realm())) {
        return token;
      }
    }
    return null;
  }

  // The monotonic clock is another in each process: it is set to what it would have shown here.
  private Lifetime lifetime(Row row) {
    long receivedMillis = row.cachedAt() * 1_000;
    long ageNanos = Math.max(0, now.epochMillis() - receivedMillis) * 1_000_000;
    return decoding.lifetime(
        new Moment(receivedMillis, now.nanoTime() - ageNanos),
        Duration.ofSeconds(row.expiresOn() - row.cachedAt()),
        Duration.ofSeconds(Math.max(0, row.extendedExpiresOn() - row.cachedAt())),
        row.refreshOn() < row.cachedAt()
            ? null
            : Duration.ofSeconds(row.refreshOn() - row.cachedAt()));
  }
}
