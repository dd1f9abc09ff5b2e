package dev.latchkey.examples;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.client.SerializableTokenCache;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/**
 * A command line that remembers its person between runs. The text of the cache lies in the folder
 * that Linux makes for the session ({@code XDG_RUNTIME_DIR}): it is in memory, for its owner alone,
 * and gone when the session ends. The text is not encrypted; where that is wanted, or several
 * processes run at once, take {@code latchkey-adapters-cache-file} in place of this.
 *
 * <p>Run it from the root of the project: {@code scripts/example RuntimeFolderCache}.
 */
public final class RuntimeFolderCache {

  private static final String CLIENT_ID = "notes";
  private static final String USER = "mira@contoso.example";
  private static final List<String> SCOPES = List.of("Notes.Read");

  private RuntimeFolderCache() {}

  /**
   * Runs the program twice.
   *
   * @param args not used
   * @throws IOException if the file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    // A real program has one name and stays.
    Path folder = Files.createTempDirectory(sessionFolder(), "latchkey-example");
    Path file = folder.resolve("notes-tokens.json");
    try (Sandbox sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder(CLIENT_ID)
                    .publicClient(true)
                    .deviceInterval(Duration.ofSeconds(1))
                    .build())
            .user(SandboxUser.builder(USER).build())
            .start()) {
      program("first run", file, sandbox);
      program("second run", file, sandbox);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static void program(String name, Path file, Sandbox sandbox) throws IOException {
    SerializableTokenCache cache = SerializableTokenCache.create();
    if (Files.exists(file)) {
      cache.deserialize(Files.readString(file));
    }
    try (PublicClient app =
        PublicClient.builder(CLIENT_ID)
            .authority(Authority.entra(Cloud.PUBLIC, ToSandbox.TENANT))
            .tokenCache(cache)
            .http(ToSandbox.settings(sandbox)) // a real program leaves out this line
            .build()) {
      System.out.printf("%s: token from %s%n", name, token(app, sandbox).source());
    }
    if (cache.hasStateChanged()) {
      save(file, cache.serialize().reveal());
    }
  }

  private static TokenResult token(PublicClient app, Sandbox sandbox) {
    return app.accounts().stream()
        .findFirst()
        .flatMap(account -> app.findSilently(SilentRequest.of(SCOPES, account)))
        .orElseGet(
            () ->
                app.acquireByDeviceCode(
                    DeviceCodeRequest.of(SCOPES),
                    // A real program shows flow.message(); here the person is played.
                    flow -> sandbox.device().approve(flow.userCode(), USER)));
  }

  private static void save(Path file, String text) throws IOException {
    if (!Files.exists(file)) {
      // For its owner alone, before anything is in it.
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text);
  }

  private static Path sessionFolder() {
    String folder = System.getenv("XDG_RUNTIME_DIR");
    boolean usable = folder != null && Files.isWritable(Path.of(folder));
    return Path.of(usable ? folder : System.getProperty("java.io.tmpdir"));
  }
}
