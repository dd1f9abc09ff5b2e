package dev.latchkey.application.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.system.RandomSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** What a store sees tells nothing and cannot be changed unseen (S-06, S-07, S-08, S-10). */
class EncryptionTest {

  private static final StoreKey MINE = new StoreKey("mine");
  private static final StoreKey YOURS = new StoreKey("yours");
  private static final byte[] PLAIN = "{\"RefreshToken\":{\"k\":\"the-secret\"}}".getBytes(UTF_8);
  private static final Envelope.Content CONTENT = content(PLAIN);

  private final Ring ring = new Ring();
  private final Encryption encryption = new Encryption(ring, RandomSource.system(), false);

  /** Keys that can be rotated, taken away and locked. */
  private static final class Ring implements CacheKeySource {
    private final Map<String, CacheKey> keys = new ConcurrentHashMap<>();
    private String primary = "2026-a";
    private boolean locked;

    Ring() {
      rotate("2026-a", 1);
    }

    void rotate(String id, int seed) {
      byte[] bytes = new byte[32];
      Arrays.fill(bytes, (byte) seed);
      keys.put(id, CacheKey.of(id, new SecretKeySpec(bytes, "AES")));
      primary = id;
    }

    private void requireOpen() {
      if (locked) {
        throw new CacheException("the keyring is locked; unlock it");
      }
    }

    @Override
    public CacheKey primary() {
      requireOpen();
      return keys.get(primary);
    }

    @Override
    public Optional<CacheKey> byId(String id) {
      requireOpen();
      return Optional.ofNullable(keys.get(id));
    }
  }

  private static Envelope.Content content(byte[] bytes) {
    return (before, after) -> {
      byte[] all = new byte[before + bytes.length + after];
      System.arraycopy(bytes, 0, all, before, bytes.length);
      return all;
    };
  }

  private CacheException.Reason reason(StoreKey place, byte[] stored) {
    return catchThrowableOfType(CacheException.class, () -> encryption.opened(place, stored))
        .reason();
  }

  @Test
  void whatWasSealedIsOpenedAndTellsNothing() {
    byte[] sealed = encryption.sealed(MINE, CONTENT);

    assertThat(encryption.opened(MINE, sealed)).isEqualTo(PLAIN);
    assertThat(new String(sealed, UTF_8)).contains("2026-a").doesNotContain("Refresh", "secret");
    assertThat(sealed[0]).isEqualTo((byte) 1);
  }

  @Test
  void everyByteThatIsChangedAndEveryCutIsSeen() {
    byte[] sealed = encryption.sealed(MINE, CONTENT);

    for (int i = 0; i < sealed.length; i++) {
      byte[] flipped = sealed.clone();
      flipped[i] ^= 1;
      assertThat(reason(MINE, flipped)).isEqualTo(CacheException.Reason.UNREADABLE);
      byte[] cut = Arrays.copyOf(sealed, i);
      if (i > 0) {
        assertThat(reason(MINE, cut)).isEqualTo(CacheException.Reason.UNREADABLE);
      }
    }
    assertThat(reason(MINE, Arrays.copyOf(sealed, sealed.length + 1)))
        .isEqualTo(CacheException.Reason.UNREADABLE);
  }

  @Test
  void onePersonsBytesInAnothersPlaceAreRefused() {
    byte[] sealed = encryption.sealed(MINE, CONTENT);

    assertThat(reason(YOURS, sealed)).isEqualTo(CacheException.Reason.UNREADABLE);
  }

  @Test
  void rotatedKeysReadAndOnlyTheNewestWrites() {
    byte[] first = encryption.sealed(MINE, CONTENT);
    ring.rotate("2026-b", 2);
    byte[] second = encryption.sealed(MINE, CONTENT);

    assertThat(encryption.opened(MINE, first)).isEqualTo(PLAIN);
    assertThat(encryption.opened(MINE, second)).isEqualTo(PLAIN);
    assertThat(new String(second, UTF_8)).contains("2026-b").doesNotContain("2026-a");
  }

  @Test
  void aKeyThatIsGoneIsNamed() {
    byte[] first = encryption.sealed(MINE, CONTENT);
    ring.rotate("2026-b", 2);
    ring.keys.remove("2026-a");

    assertThatThrownBy(() -> encryption.opened(MINE, first))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("2026-a")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anotherKeyOfTheSameIdIsRefused() {
    byte[] first = encryption.sealed(MINE, CONTENT);
    ring.rotate("2026-a", 9);

    assertThat(reason(MINE, first)).isEqualTo(CacheException.Reason.UNREADABLE);
  }

  @Test
  void aLockedSourceWritesNothingInClearAndLosesNothing() {
    byte[] sealed = encryption.sealed(MINE, CONTENT);
    ring.locked = true;

    assertThatThrownBy(() -> encryption.sealed(MINE, CONTENT)).hasMessageContaining("keyring");
    assertThat(reason(MINE, sealed)).isEqualTo(CacheException.Reason.UNAVAILABLE);
  }

  @Test
  void plaintextIsReadOnlyByThoseWhoSaidSo() {
    Encryption migrating = new Encryption(ring, RandomSource.system(), true);

    assertThat(reason(MINE, PLAIN)).isEqualTo(CacheException.Reason.UNREADABLE);
    assertThat(migrating.opened(MINE, PLAIN)).isEqualTo(PLAIN);
    assertThat(migrating.opened(MINE, migrating.sealed(MINE, CONTENT))).isEqualTo(PLAIN);
    assertThat(new Plaintext().sealed(MINE, CONTENT)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> new Plaintext().opened(MINE, encryption.sealed(MINE, CONTENT)))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("encrypted");
  }

  // Made by another implementation of AES-GCM: what one version wrote the next one has to read, for
  // they share a cluster while it is upgraded (C-10).
  @Test
  void whatTheFirstVersionWroteIsReadByAll() {
    String sealed =
        "0106323032362d61000102030405060708090a0bc084c743468c630a963e88af4507ea99d5e40028cfb331"
            + "6814e74be5c2f558c670aea76a295973b1ae040b5c2abd11dba340fe";

    assertThat(encryption.opened(MINE, HexFormat.of().parseHex(sealed))).isEqualTo(PLAIN);
  }

  @Test
  void whatALaterVersionWroteIsNamedAsThat() {
    byte[] sealed = encryption.sealed(MINE, CONTENT);
    sealed[0] = 2;

    assertThatThrownBy(() -> encryption.opened(MINE, sealed))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("a format that this version does not know");
  }

  @Test
  void nothingAtAllIsNothing() {
    assertThat(encryption.opened(MINE, new byte[0])).isEmpty();
  }

  @Test
  void noNonceComesTwice() {
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      byte[] sealed = encryption.sealed(MINE, CONTENT);
      nonces.add(Arrays.toString(Arrays.copyOfRange(sealed, 8, 20)));
    }

    assertThat(nonces).hasSize(10_000);
  }

  @Test
  void manyAtOnceGetBackWhatIsTheirs() {
    IntStream.range(0, 2_000)
        .parallel()
        .forEach(
            i -> {
              byte[] own = Integer.toString(i).getBytes(UTF_8);
              assertThat(encryption.opened(MINE, encryption.sealed(MINE, content(own))))
                  .isEqualTo(own);
            });
  }

  @Test
  void whatIsRefusedSpoilsNothingThatComesAfter() {
    byte[] sealed = encryption.sealed(MINE, CONTENT);
    byte[] damaged = sealed.clone();
    damaged[damaged.length - 1] ^= 1;

    assertThat(reason(MINE, damaged)).isEqualTo(CacheException.Reason.UNREADABLE);
    assertThat(encryption.opened(MINE, sealed)).isEqualTo(PLAIN);
    assertThat(encryption.opened(MINE, encryption.sealed(MINE, CONTENT))).isEqualTo(PLAIN);
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    ring.keys.put("2026-a", CacheKey.of("2026-a", new SecretKeySpec(new byte[16], "AES")));

    assertThatThrownBy(() -> encryption.sealed(MINE, CONTENT))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("128 bits");
    assertThat(ring.keys.get("2026-a").toString()).isEqualTo("CacheKey[id=2026-a]");
  }
}
