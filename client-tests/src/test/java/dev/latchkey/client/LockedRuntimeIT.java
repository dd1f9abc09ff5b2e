package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client in a runtime that deserializes nothing and has few modules. */
@Timeout(120)
class LockedRuntimeIT {

  // What core, HTTP of the JDK and cache file ask for, jakarta.json, and elliptic curves for TLS.
  private static final String MODULES =
      "java.base,java.logging,java.net.http,java.xml,jdk.crypto.ec";

  @TempDir private Path folder;

  @Test
  void tokensAreGotAndKeptWhereNothingIsDeserialized() throws IOException, InterruptedException {
    Path ca = folder.resolve("ca.pem");
    try (Sandbox sandbox =
        Sandbox.builder()
            .application(SandboxApplication.builder("app").secret("s3cret").build())
            .start()) {
      sandbox.writeCertificateAuthority(ca);
      List<String> said =
          OwnProcess.run(
              List.of("-Djdk.serialFilter=!*", "--limit-modules", MODULES),
              LockedRuntimeIT.class,
              sandbox.authority("contoso.onmicrosoft.com"),
              ca,
              folder);

      assertThat(said).containsExactly("refused", "IDENTITY_PROVIDER true", "CACHE true");
      assertThat(sandbox.requests().tokens()).hasSize(1);
    }
  }

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    System.out.println(deserialization());
    for (int run = 0; run < 2; run++) {
      try (ConfidentialClient client = client(arguments)) {
        var token = client.acquireForClient(ClientRequest.of("api://orders/.default"));
        System.out.println(token.source() + " " + token.stored());
      }
    }
  }

  private static String deserialization() throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Map.of("one", 1));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return "read " + in.readObject();
    } catch (InvalidClassException e) {
      return "refused";
    }
  }

  private static ConfidentialClient client(String[] arguments) {
    Path folder = Path.of(arguments[2]);
    return ConfidentialClient.builder("app", ClientCredential.secret("s3cret"))
        .authority(Authority.parse(arguments[0]))
        .instanceDiscovery(false)
        .httpProvider("jdk")
        .http(HttpSettings.defaults().trust(Trust.caFile(Path.of(arguments[1]))))
        .tokenCacheStore(
            "file",
            Map.of("path", folder.resolve("tokens").toString()),
            CacheProtection.encrypted(
                "key-file", Map.of("path", folder.resolve("keys").toString())))
        .build();
  }
}
