package dev.latchkey.adapters.http.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import dev.latchkey.spi.cache.HttpResponseStoreProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpCacheFileTest {

  private static final StoredResponse ANSWER =
      new StoredResponse(200, "{\"ü\":\"日本\"}", Instant.parse("2030-01-01T00:00:00Z"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void choose() {
    file = folder.resolve("program.http_cache");
  }

  private void write(String key) {
    try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
      store.put(key, ANSWER);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void whatIsPutIsFoundInTheNextRun() {
    write("k");
    try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
      assertThat(store.get("k")).contains(ANSWER);
      assertThat(store.get("other")).isEmpty();
      store.remove("k");
    }
    try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
      assertThat(store.get("k")).isEmpty();
    }
  }

  @Test
  void nothingIsWrittenBeforeTheEndOrWithoutNeed() throws IOException {
    try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
      assertThat(store.get("k")).isEmpty();
      store.remove("k");
    }
    assertThat(files()).isEmpty();
    HttpResponseStore store = HttpCacheFileProvider.at(file);
    store.put("k", ANSWER);
    assertThat(files()).isEmpty();
    store.close();
    assertThat(files()).containsExactly(file);
    Files.delete(file);
    store.close();
    assertThat(files()).as("closed twice").isEmpty();
  }

  @Test
  void theFileIsForItsOwnerAlone() throws IOException {
    write("k");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    // One that was readable is replaced by one that is not.
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    write("l");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void noNameAppearsThatOthersCouldRead() throws Exception {
    try (var watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      write("k");
      var key = watch.poll(20, TimeUnit.SECONDS);
      assertThat(key).isNotNull();
      assertThat(key.pollEvents())
          .allSatisfy(
              event ->
                  assertThat(event.context().toString())
                      .satisfiesAnyOf(
                          name -> assertThat(name).startsWith(".http_cache"),
                          name -> assertThat(name).isEqualTo("program.http_cache")));
    }
  }

  @Test
  void aDamagedFileIsEmptyWhicheverByteIsDamaged() throws IOException {
    write("k");
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
        assertThat(store.get("k")).as("byte " + i).isEmpty();
      }
      Files.write(file, Arrays.copyOf(whole, i));
      try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
        assertThat(store.get("k")).as("cut at " + i).isEmpty();
      }
    }
  }

  @Test
  void linksAreRefusedAndTheirTargetsStay() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "mine");
    Files.createSymbolicLink(file, target);
    refused("link");
    assertThat(target).hasContent("mine");
    Files.delete(file);
    Files.createSymbolicLink(file, folder.resolve("nowhere"));
    refused("link");
    assertThat(folder.resolve("nowhere")).doesNotExist();
    Files.delete(file);
    Files.createDirectory(file);
    refused("no plain file");
  }

  private void refused(String why) {
    assertThatThrownBy(() -> HttpCacheFileProvider.at(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("program.http_cache")
        .hasMessageContaining(why)
        .hasMessageNotContaining(folder.toString());
  }

  @Test
  void aLinkThatAppearsMeanwhileIsNotFollowed() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "mine");
    HttpResponseStore store = HttpCacheFileProvider.at(file);
    store.put("k", ANSWER);
    Files.createSymbolicLink(file, target);
    store.close();
    assertThat(target).hasContent("mine");
    assertThat(files()).containsExactlyInAnyOrder(file, target);
  }

  @Test
  void whatOthersMayWriteIsNotBelieved() throws IOException {
    write("k");
    for (String mode : List.of("rw--w----", "rw-----w-", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      refused("may be written by others");
    }
  }

  @Test
  void whatSomebodyElseOwnsIsNotBelieved() throws IOException {
    assumeTrue("root".equals(Files.getOwner(folder).getName()));
    write("k");
    Files.setOwner(
        file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    refused("somebody else's");
  }

  @Test
  void aFolderThatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> HttpCacheFileProvider.at(folder.resolve("no").resolve("f")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("folder");
  }

  @Test
  void whatCannotBeWrittenCostsNobodyATokenNorAFile() throws IOException {
    HttpResponseStore store = HttpCacheFileProvider.at(file);
    store.put("x".repeat(70_000), ANSWER);
    store.close();
    assertThat(files()).isEmpty();
  }

  @Test
  void manyWritersLeaveAWholeFile() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 200; i++) {
      String key = "k" + i;
      threads.execute(() -> write(key));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(files()).containsExactly(file);
    try (HttpResponseStore store = HttpCacheFileProvider.at(file)) {
      assertThat(
              Stream.iterate(0, i -> i + 1)
                  .limit(200)
                  .filter(i -> store.get("k" + i).isPresent())
                  .count())
          .isPositive();
    }
  }

  @Test
  void settingsAreChecked() {
    HttpResponseStoreProvider provider =
        ServiceLoader.load(HttpResponseStoreProvider.class).findFirst().orElseThrow();
    assertThat(provider.name()).isEqualTo("file");
    provider.open(Map.of("path", file.toString())).close();
    for (Map<String, String> wrong :
        List.of(
            Map.<String, String>of(),
            Map.of("path", " "),
            Map.of("path", file.toString(), "mode", "0644"),
            Map.of("path", "a\u0000b"))) {
      assertThatThrownBy(() -> provider.open(wrong))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("path");
    }
  }
}
