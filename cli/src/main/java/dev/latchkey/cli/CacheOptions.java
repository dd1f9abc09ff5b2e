package dev.latchkey.cli;

import dev.latchkey.client.CacheMaintenance;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.SharedOptions;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where tokens are kept between two runs: nowhere, unless a file is named. */
final class CacheOptions {

  @Option(
      names = "--cache",
      paramLabel = "FILE",
      description = "Keeps tokens in this file, encrypted, and takes them from there.")
  private @Nullable Path file;

  @Option(
      names = "--cache-plaintext",
      description =
          "Keeps them in clear, as other libraries do: whoever reads the file can use them.")
  private boolean plaintext;

  @Mixin private final CacheKeyOptions keys;

  CacheOptions(EnvironmentReader environment) {
    this.keys = new CacheKeyOptions(environment);
  }

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Tells a client where to keep tokens, if that was said.
   *
   * @param err is warned of what is not encrypted
   * @throws IllegalArgumentException if the options contradict each other, or what is in the file
   */
  void configure(SharedOptions<?> builder, PrintWriter err) {
    if (file == null) {
      requireNothingElse();
      return;
    }
    if (plaintext && keys.areGiven()) {
      throw new IllegalArgumentException(
          "--cache-plaintext needs no key; leave out either it or the option that names the key");
    }
    requireForm(file);
    if (plaintext) {
      err.println("warning: " + file + " is not encrypted: whoever reads it can use its tokens");
      err.flush();
    }
    builder.tokenCacheStore(
        CacheFile.ADAPTER,
        CacheFile.settings(file),
        plaintext ? CacheProtection.plaintext() : keys.encrypted());
  }

  private void requireNothingElse() {
    if (plaintext || keys.areGiven()) {
      throw new IllegalArgumentException(
          "an option says how the token cache is kept, but --cache does not say where");
    }
  }

  // A client would move content in the other form aside, as it does with what is broken, and people
  // would have to sign in again for a forgotten option.
  private void requireForm(Path path) {
    CacheMaintenance.Form form = form(path);
    if (form == CacheMaintenance.Form.PLAINTEXT && !plaintext) {
      throw new IllegalArgumentException(
          path
              + " is a token cache that is not encrypted; encrypt it with \"latchkey cache convert"
              + " --to encrypted\", or give --cache-plaintext");
    }
    if (form == CacheMaintenance.Form.ENCRYPTED && plaintext) {
      throw new IllegalArgumentException(
          path + " is an encrypted token cache; leave --cache-plaintext out");
    }
  }

  private static CacheMaintenance.Form form(Path path) {
    try (TokenCacheStore store = CacheFile.open(path)) {
      return CacheMaintenance.formOf(store);
    } catch (CacheException e) {
      // A cache that fails costs no token; the client tells of it.
      return CacheMaintenance.Form.EMPTY;
    }
  }
}
