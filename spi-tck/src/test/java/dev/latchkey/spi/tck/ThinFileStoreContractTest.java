package dev.latchkey.spi.tck;

import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class ThinFileStoreContractTest extends TokenCacheStoreContract {

  @TempDir private Path directory;
  private Path data;
  private RangeLocks ranges;

  @BeforeEach
  void makeMedium() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    ranges = new RangeLocks(directory.resolve("cache.lock"));
  }

  @AfterEach
  void closeMedium() throws IOException {
    ranges.close();
  }

  @Override
  protected TokenCacheStore open() {
    return new ThinFileStore(data, ranges);
  }

  @Override
  protected void breakMedium() {
    try {
      Files.delete(data.resolve("cache"));
      Files.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
