package dev.latchkey.cli;

import dev.latchkey.client.CacheMaintenance;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Encrypts a token cache, or takes the encryption away. */
@Command(
    name = "convert",
    description = {
      "Encrypts a token cache, or takes the encryption away.",
      "In clear it is what the Microsoft libraries of other languages read and write. What is not"
          + " understood is converted with the rest. An encrypted cache that is encrypted again"
          + " gets the first key of its source: after a rotation."
    },
    footer = {
      "  latchkey cache convert --cache msal_cache.json \\",
      "      --to encrypted --out tokens.bin",
      "  latchkey cache convert --cache tokens.bin \\",
      "      --to plaintext --out msal_cache.json"
    })
final class CacheConvertCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final CacheFileOptions cache;

  /** What it becomes. The names are what people type. */
  enum Form {
    encrypted,
    plaintext
  }

  @Option(
      names = "--to",
      paramLabel = "FORM",
      required = true,
      description = "encrypted, or plaintext: whoever reads the file can use its tokens then.")
  private Form form = Form.encrypted;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes a new file, and leaves the cache as it is. In place without it.")
  private @Nullable Path out;

  CacheConvertCommand(EnvironmentReader environment) {
    this.cache = new CacheFileOptions(environment);
  }

  @Override
  public Integer call() {
    try (TokenCacheStore store = CacheFile.open(cache.file())) {
      CacheMaintenance maintenance = cache.of(store);
      CacheProtection next =
          form == Form.plaintext ? CacheProtection.plaintext() : cache.keys().encrypted();
      Path target = cache.file();
      if (out == null) {
        maintenance.protect(next);
      } else {
        target = out;
        copy(maintenance, out, next);
      }
      tell(target);
      return ExitCode.DONE;
    }
  }

  private static void copy(CacheMaintenance maintenance, Path file, CacheProtection next) {
    try (TokenCacheStore target = CacheFile.open(file)) {
      if (CacheMaintenance.formOf(target) != CacheMaintenance.Form.EMPTY) {
        throw new IllegalArgumentException(
            file + " is there already and was left as it is; give --out a new name");
      }
      maintenance.copyTo(target, next);
    }
  }

  private void tell(Path file) {
    PrintWriter err = Objects.requireNonNull(spec, "spec").commandLine().getErr();
    err.println(
        form == Form.plaintext
            ? "warning: " + file + " is not encrypted: whoever reads it can use its tokens"
            : file + " is encrypted");
    err.flush();
  }
}
