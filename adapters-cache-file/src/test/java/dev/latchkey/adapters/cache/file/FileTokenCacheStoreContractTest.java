package dev.latchkey.adapters.cache.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.tck.TokenCacheStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A store over a file")
class FileTokenCacheStoreContractTest extends TokenCacheStoreContract {

  @TempDir private Path directory;

  @Override
  protected TokenCacheStore open() {
    return FileTokenCacheStoreProvider.at(folder().resolve("cache.json"));
  }

  // A folder that is deleted would be made again by the next save.
  @Override
  protected void breakMedium() {
    try {
      Files.move(folder(), directory.resolve("elsewhere"));
      Files.createFile(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("has a lock and a listing, so that none of their tests was skipped")
  void hasLockAndListing() {
    try (TokenCacheStore store = open()) {
      assertThat(store.lock()).isPresent();
      assertThat(store.listing()).isPresent();
      assertThat(store.changeNotices()).isEmpty();
    }
  }

  private Path folder() {
    return directory.resolve("data");
  }
}
