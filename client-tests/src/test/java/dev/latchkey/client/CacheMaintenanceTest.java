package dev.latchkey.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.tck.MemoryTokenCacheStore;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What tools do to a store. */
class CacheMaintenanceTest {

  private static final StoreKey ONE = new StoreKey("one");
  private static final StoreKey TWO = new StoreKey("two");
  private static final String LIVE =
      """
      {"AccessToken": {"live": {"credential_type": "AccessToken", "secret": "live-secret",
        "environment": "login.microsoftonline.com", "client_id": "app", "realm": "t",
        "target": "api/.default", "cached_at": "1700000000", "expires_on": "4000000000"}},
       "Elsewhere": {"kept": [1]}}
      """;
  private static final String SPENT =
      """
      {"AccessToken": {"spent": {"credential_type": "AccessToken", "secret": "spent-secret",
        "environment": "login.microsoftonline.com", "client_id": "app", "realm": "u",
        "target": "api/.default", "cached_at": "1500000000", "expires_on": "1500003600"}}}
      """;
  private static final String PERSON =
      """
      {"RefreshToken": {"r": {"credential_type": "RefreshToken", "secret": "refresh-secret",
        "home_account_id": "u.t", "environment": "login.windows.net", "client_id": "app"}},
       "Account": {"a": {"home_account_id": "u.t", "environment": "login.microsoftonline.com",
        "realm": "t", "username": "mira@contoso.example"}},
       "AppMetadata": {"m": {"client_id": "app", "environment": "login.windows.net"}}}
      """;

  private final MemoryTokenCacheStore blob = new MemoryTokenCacheStore(StoreLayout.ONE_BLOB);
  private final MemoryTokenCacheStore divided = new MemoryTokenCacheStore(StoreLayout.PARTITIONED);

  /** One key, by its number. */
  private record Keys(int number) implements CacheKeySource {

    @Override
    public CacheKey primary() {
      byte[] bytes = new byte[32];
      bytes[0] = (byte) number;
      return CacheKey.of("key-" + number, new SecretKeySpec(bytes, "AES"));
    }

    @Override
    public Optional<CacheKey> byId(String id) {
      return Optional.of(primary()).filter(key -> key.id().equals(id));
    }
  }

  private static CacheMaintenance plain(MemoryTokenCacheStore store) {
    return CacheMaintenance.of(store, CacheProtection.plaintext());
  }

  private static String text(MemoryTokenCacheStore store, StoreKey key) {
    return new String(store.content().get(key), UTF_8);
  }

  @Test
  void theFormIsToldWithoutAKey() {
    assertThat(CacheMaintenance.formOf(blob)).isEqualTo(CacheMaintenance.Form.EMPTY);
    assertThat(CacheMaintenance.formOf(divided)).isEqualTo(CacheMaintenance.Form.EMPTY);
    divided.overwrite(ONE, LIVE.getBytes(UTF_8));
    assertThat(CacheMaintenance.formOf(divided)).isEqualTo(CacheMaintenance.Form.PLAINTEXT);

    plain(divided).protect(CacheProtection.encrypted(new Keys(1)));

    assertThat(CacheMaintenance.formOf(divided)).isEqualTo(CacheMaintenance.Form.ENCRYPTED);
  }

  @Test
  void entriesTellOfEverythingAndOfNoSecret() {
    divided.overwrite(ONE, LIVE.getBytes(UTF_8));
    divided.overwrite(TWO, PERSON.getBytes(UTF_8));

    List<EntryFacts> entries = plain(divided).entries();

    assertThat(entries)
        .extracting(EntryFacts::kind)
        .containsExactlyInAnyOrder(
            EntryFacts.Kind.ACCESS_TOKEN,
            EntryFacts.Kind.OTHER,
            EntryFacts.Kind.REFRESH_TOKEN,
            EntryFacts.Kind.ACCOUNT,
            EntryFacts.Kind.APP_METADATA);
    assertThat(entries)
        .extracting(EntryFacts::state)
        .containsOnly(EntryFacts.State.USABLE, EntryFacts.State.UNKNOWN);
    assertThat(entries).extracting(EntryFacts::username).contains("mira@contoso.example");
    assertThat(entries.toString()).doesNotContain("secret", "mira");
  }

  @Test
  void pruningLeavesWhatCanBeUsedOrIsNotUnderstood() {
    divided.overwrite(ONE, LIVE.getBytes(UTF_8));
    divided.overwrite(TWO, SPENT.getBytes(UTF_8));
    byte[] before = divided.content().get(ONE);

    assertThat(plain(divided).prune()).isEqualTo(1);

    assertThat(divided.content()).containsOnlyKeys(ONE);
    assertThat(divided.content().get(ONE)).isEqualTo(before);
    assertThat(plain(divided).prune()).isZero();
  }

  @Test
  void pruningKeepsAPersonWithARefreshTokenUnderAnAlias() {
    blob.overwrite(StoreKey.WHOLE, PERSON.getBytes(UTF_8));

    assertThat(plain(blob).prune()).isZero();

    assertThat(text(blob, StoreKey.WHOLE)).isEqualTo(PERSON);
  }

  @Test
  void anotherProtectionIsWhatClientsFind() {
    blob.overwrite(StoreKey.WHOLE, LIVE.getBytes(UTF_8));
    plain(blob).protect(CacheProtection.encrypted(new Keys(1)));
    assertThat(text(blob, StoreKey.WHOLE)).doesNotContain("live-secret");

    try (TokenCache cache = TokenCache.over(blob, CacheProtection.encrypted(new Keys(1)))) {
      assertThat(cache.find(CacheQuery.of(AccessToken.class))).hasSize(1);
    }
    CacheMaintenance.of(blob, CacheProtection.encrypted(new Keys(1)))
        .protect(CacheProtection.plaintext());
    assertThat(text(blob, StoreKey.WHOLE)).contains("live-secret", "Elsewhere");
  }

  @Test
  void whatCannotBeReadIsAnErrorAndStays() {
    blob.overwrite(StoreKey.WHOLE, LIVE.getBytes(UTF_8));
    plain(blob).protect(CacheProtection.encrypted(new Keys(1)));
    byte[] before = blob.content().get(StoreKey.WHOLE);
    CacheMaintenance other = CacheMaintenance.of(blob, CacheProtection.encrypted(new Keys(2)));

    for (Runnable call :
        List.<Runnable>of(
            other::entries, other::prune, () -> other.protect(CacheProtection.plaintext()))) {
      assertThatThrownBy(call::run)
          .isInstanceOfSatisfying(
              CacheException.class,
              e -> assertThat(e.reason()).isEqualTo(CacheException.Reason.UNREADABLE));
    }
    assertThat(blob.content().get(StoreKey.WHOLE)).isEqualTo(before);
    assertThat(blob.movedAside()).isEmpty();
  }

  @Test
  void aCopyGoesToAnEmptyStoreOfItsKindOnly() {
    divided.overwrite(ONE, LIVE.getBytes(UTF_8));
    divided.overwrite(TWO, PERSON.getBytes(UTF_8));
    MemoryTokenCacheStore target = new MemoryTokenCacheStore(StoreLayout.PARTITIONED);

    plain(divided).copyTo(target, CacheProtection.plaintext());

    assertThat(target.content()).containsOnlyKeys(ONE, TWO);
    target.overwrite(ONE, "{}".getBytes(UTF_8));
    assertThatThrownBy(() -> plain(divided).copyTo(target, CacheProtection.plaintext()))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("has something already");
    assertThat(text(target, ONE)).isEqualTo("{}");
    assertThatThrownBy(() -> plain(divided).copyTo(blob, CacheProtection.plaintext()))
        .isInstanceOfSatisfying(
            CacheException.class,
            e -> assertThat(e.reason()).isEqualTo(CacheException.Reason.UNSUPPORTED));
  }
}
