package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients in processes of their own over one encrypted file, and a real {@code kill -9}. */
@DisplayName("Processes that refresh tokens of one file")
class SharedFileProcessesTest {

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  @DisplayName("send one request for one expired token (L-03)")
  void sendOneRequest() throws Exception {
    processes().assertOneRequest(3, 20);
  }

  @Test
  @Tag("long")
  @Timeout(300)
  @DisplayName("send one request for one expired token: eight of them with fifty threads (L-03)")
  void eightSendOneRequest() throws Exception {
    processes().assertOneRequest(8, 50);
  }

  @Test
  @Timeout(180)
  @DisplayName("lose nobody where the second use of a refresh token is refused (C-07)")
  void loseNobodyToRotation() throws Exception {
    processes().assertNobodyIsLostToRotation(3, 2, 20);
  }

  @Test
  @Tag("long")
  @Timeout(1_800)
  @DisplayName("lose nobody in thousands of rotations (C-07)")
  void loseNobodyInThousandsOfRotations() throws Exception {
    processes().assertNobodyIsLostToRotation(3, 8, Integer.getInteger("rotation.calls", 600));
  }

  @Test
  @Timeout(180)
  @DisplayName("lose nobody when they are killed and started again (F-05)")
  void loseNobodyWhenKilled() throws Exception {
    processes().assertNobodyIsLostToKills(3, 10, 3);
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("lose nobody when one is killed each second for a minute (F-05)")
  void loseNobodyInAStormOfKills() throws Exception {
    processes().assertNobodyIsLostToKills(8, 50, Integer.getInteger("storm.kills", 60));
  }

  @Test
  @Timeout(180)
  @DisplayName("read what others encrypt with an older or a newer key (S-08)")
  void readWhatIsEncryptedWithOtherKeys() throws Exception {
    assertKeysAreRotated(20);
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("read what others encrypt with an older or a newer key, for long (S-08)")
  void readWhatIsEncryptedWithOtherKeysForLong() throws Exception {
    assertKeysAreRotated(Integer.getInteger("rotation.calls", 600));
  }

  private void assertKeysAreRotated(int calls) throws Exception {
    new SharedProcesses(SharedPlace.file(file()), 3).assertNobodyIsLostToRotation(3, 2, calls);

    byte[] content = Files.readAllBytes(file());
    assertThat(new String(content, 2, content[1], StandardCharsets.UTF_8)).isEqualTo("k3");
    CacheKeySource others =
        new CacheKeySource() {
          @Override
          public CacheKey primary() {
            return RefreshingProcess.key(1);
          }

          @Override
          public Optional<CacheKey> byId(String id) {
            return id.equals("k1") ? Optional.of(primary()) : Optional.empty();
          }
        };
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file())) {
      CacheMaintenance maintenance = CacheMaintenance.of(store, CacheProtection.encrypted(others));
      assertThatExceptionOfType(CacheException.class)
          .isThrownBy(maintenance::entries)
          .withMessageContaining("the key k3");
    }
    assertThat(file()).hasBinaryContent(content);
  }

  private SharedProcesses processes() {
    return new SharedProcesses(SharedPlace.file(file()), 1);
  }

  private Path file() {
    return directory.resolve("cache.json");
  }
}
