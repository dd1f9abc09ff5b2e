package dev.latchkey.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Keycloak for all test classes of a run, since it takes half a minute to start. */
final class KeycloakExtension implements ParameterResolver {

  /** The server and what its realm knows. */
  record Peer(Keycloak keycloak, KeycloakRealm realm, Path folder) implements AutoCloseable {

    static Peer start() {
      try {
        Path folder = Files.createTempDirectory("latchkey-keycloak");
        KeycloakRealm realm = KeycloakRealm.write(folder);
        long begin = System.nanoTime();
        Keycloak keycloak =
            Keycloak.start(
                Path.of(System.getProperty("keycloak.home")),
                folder,
                KeycloakRealm.NAME,
                realm.description(),
                realm.trustStore());
        System.out.println(
            "Keycloak started in "
                + Duration.ofNanos(System.nanoTime() - begin).toSeconds()
                + " s");
        return new Peer(keycloak, realm, folder);
      } catch (Exception e) {
        throw new AssertionError("Keycloak cannot be started", e);
      }
    }

    @Override
    public void close() throws IOException {
      keycloak.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Peer.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(KeycloakExtension.class))
        .computeIfAbsent(Peer.class, key -> Peer.start(), Peer.class);
  }
}
