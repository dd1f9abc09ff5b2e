package dev.latchkey.domain.cache;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.account.TenantProfile;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a partition holds beside access tokens. These rows are few, are searched one by one, and are
 * looked at only when there is something to send or to list. Immutable.
 */
final class LastingEntries {

  static final LastingEntries NONE =
      new LastingEntries(List.of(), List.of(), List.of(), List.of(), Map.of());

  private final List<RefreshToken> refreshTokens;
  private final List<IdToken> idTokens;
  private final List<AccountRecord> records;
  private final List<AppMetadata> applications;
  private final Map<Environment, Account> accounts;

  private LastingEntries(
      List<RefreshToken> refreshTokens,
      List<IdToken> idTokens,
      List<AccountRecord> records,
      List<AppMetadata> applications,
      Map<Environment, Account> accounts) {
    this.refreshTokens = refreshTokens;
    this.idTokens = idTokens;
    this.records = records;
    this.applications = applications;
    // Made when a record changes, so that listing ten thousand people makes nothing.
    this.accounts = accounts;
  }

  /** {@return what lasts of a partition, as if added one after the other} */
  static LastingEntries of(
      List<RefreshToken> refreshTokens,
      List<IdToken> idTokens,
      List<AccountRecord> records,
      List<AppMetadata> applications) {
    List<AccountRecord> last = lastOfEach(records, LastingEntries::knowTheSame);
    return new LastingEntries(
        lastOfEach(refreshTokens, LastingEntries::standForTheSame),
        lastOfEach(idTokens, LastingEntries::standForTheSame),
        last,
        allOf(applications),
        accounts(last));
  }

  // Most people have one of each.
  private static <T> List<T> lastOfEach(List<T> rows, BiPredicate<T, T> areTheSame) {
    if (rows.size() < 2) {
      return List.copyOf(rows);
    }
    List<T> last = List.of();
    for (T row : rows) {
      last = replaced(last, it -> areTheSame.test(it, row), row);
    }
    return last;
  }

  private static Map<Environment, Account> accounts(List<AccountRecord> records) {
    if (records.size() == 1) {
      return Map.of(records.get(0).account().environment(), account(records));
    }
    Map<Environment, List<AccountRecord>> byEnvironment = new LinkedHashMap<>();
    for (AccountRecord record : records) {
      byEnvironment
          .computeIfAbsent(record.account().environment(), it -> new ArrayList<>())
          .add(record);
    }
    Map<Environment, Account> accounts = new LinkedHashMap<>();
    byEnvironment.forEach((environment, those) -> accounts.put(environment, account(those)));
    return Map.copyOf(accounts);
  }

  // A guest may have another name in each tenant; the home tenant's is the person's own.
  private static Account account(List<AccountRecord> records) {
    AccountRecord shown = records.get(records.size() - 1);
    List<TenantProfile> profiles = new ArrayList<>();
    for (AccountRecord record : records) {
      if (record.account().homeAccountId().isAtHomeIn(record.realm())) {
        shown = record;
      }
      profiles.add(
          new TenantProfile(record.realm(), record.localAccountId(), record.account().username()));
    }
    Account account = shown.account();
    return account.tenantProfiles().equals(profiles)
        ? account
        : account.withTenantProfiles(profiles);
  }

  LastingEntries with(RefreshToken added) {
    return new LastingEntries(
        replaced(refreshTokens, it -> standForTheSame(it, added), added),
        idTokens,
        records,
        applications,
        accounts);
  }

  private static boolean standForTheSame(RefreshToken one, RefreshToken other) {
    return one.environment().equals(other.environment())
        && (one.clientId().equals(other.clientId())
            || one.familyId() != null && one.familyId().equals(other.familyId()));
  }

  LastingEntries with(IdToken added) {
    return new LastingEntries(
        refreshTokens,
        replaced(idTokens, it -> standForTheSame(it, added), added),
        records,
        applications,
        accounts);
  }

  private static boolean standForTheSame(IdToken one, IdToken other) {
    return one.clientId().equals(other.clientId())
        && one.environment().equals(other.environment())
        && one.realm().equals(other.realm());
  }

  LastingEntries with(AccountRecord added) {
    List<AccountRecord> next = replaced(records, it -> knowTheSame(it, added), added);
    return new LastingEntries(refreshTokens, idTokens, next, applications, accounts(next));
  }

  private static boolean knowTheSame(AccountRecord one, AccountRecord other) {
    return one.realm().equals(other.realm())
        && one.account().environment().equals(other.account().environment());
  }

  LastingEntries with(AppMetadata added) {
    return new LastingEntries(
        refreshTokens, idTokens, records, withOne(applications, added), accounts);
  }

  private static List<AppMetadata> withOne(List<AppMetadata> applications, AppMetadata added) {
    AppMetadata known = find(applications, added.clientId(), added.environment());
    AppMetadata next =
        known != null && added.familyId() == null
            ? new AppMetadata(added.clientId(), added.environment(), known.familyId())
            : added;
    return replaced(applications, it -> it.equals(known), next);
  }

  private static List<AppMetadata> allOf(List<AppMetadata> applications) {
    if (applications.size() < 2) {
      return List.copyOf(applications);
    }
    List<AppMetadata> all = List.of();
    for (AppMetadata application : applications) {
      all = withOne(all, application);
    }
    return all;
  }

  private static <T> List<T> replaced(List<T> rows, Predicate<T> old, T added) {
    List<T> next = new ArrayList<>(rows);
    next.removeIf(old);
    next.add(added);
    return List.copyOf(next);
  }

  LastingEntries signedOutOf(ClientId clientId) {
    List<RefreshToken> others =
        refreshTokens.stream()
            .filter(
                it ->
                    !it.clientId().equals(clientId)
                        && (it.familyId() == null
                            || !it.familyId().equals(family(clientId, it.environment()))))
            .toList();
    return new LastingEntries(others, List.of(), List.of(), applications, Map.of());
  }

  private @Nullable String family(ClientId clientId, Environment environment) {
    AppMetadata known = application(clientId, environment);
    return known == null ? null : known.familyId();
  }

  List<RefreshToken> refreshTokensFor(ClientId clientId, Environment environment) {
    AppMetadata known = application(clientId, environment);
    String family = known == null ? null : known.familyId();
    List<RefreshToken> found = new ArrayList<>(refreshTokens.size());
    for (RefreshToken token : refreshTokens) {
      boolean isOfFamily =
          token.familyId() != null && (known == null || token.familyId().equals(family));
      if (token.environment().equals(environment)
          && (isOfFamily || token.clientId().equals(clientId))) {
        found.add(token);
      }
    }
    if (found.size() > 1) {
      found.sort(
          Comparator.comparing(
                  (RefreshToken it) ->
                      family == null ? it.familyId() != null : it.familyId() == null)
              .thenComparing(RefreshToken::lastModifiedAt, Comparator.reverseOrder()));
    }
    return List.copyOf(found);
  }

  @Nullable Account account(Environment environment) {
    return accounts.get(environment);
  }

  @Nullable AppMetadata application(ClientId clientId, Environment environment) {
    return find(applications, clientId, environment);
  }

  private static @Nullable AppMetadata find(
      List<AppMetadata> applications, ClientId clientId, Environment environment) {
    for (AppMetadata application : applications) {
      if (application.clientId().equals(clientId)
          && application.environment().equals(environment)) {
        return application;
      }
    }
    return null;
  }

  Collection<RefreshToken> refreshTokens() {
    return refreshTokens;
  }

  Collection<IdToken> idTokens() {
    return idTokens;
  }

  Collection<AccountRecord> records() {
    return records;
  }

  Collection<AppMetadata> applications() {
    return applications;
  }

  // What is known of applications alone is worth nothing.
  boolean isEmpty() {
    return refreshTokens.isEmpty() && idTokens.isEmpty() && records.isEmpty();
  }

  @Override
  public String toString() {
    return "refreshTokens=" + refreshTokens.size() + ", tenants=" + records.size();
  }
}
