package dev.latchkey.cli.demo;

import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Workload identity: somebody else keeps the assertion fresh in a file. */
final class AssertionFile implements Scene {

  private static final String ASSERTION = "ZGVtbw.ZGVtbw.ZGVtbw";

  @Override
  public String name() {
    return "assertion from a file";
  }

  @Override
  public Outcome play(Stage stage) {
    stage.accept(ASSERTION);
    try {
      Path file = Files.createTempFile("latchkey-demo", ".jwt");
      try {
        Files.writeString(file, ASSERTION);
        return play(stage, file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Outcome play(Stage stage, Path file) {
    try (ConfidentialClient client = stage.with(ClientCredential.assertionFile(file))) {
      Take take = Take.of(stage, () -> client.acquireForClient(Stage.GRAPH));
      return take.outcome(stage, "no secret anywhere", take.isFrom(TokenSource.IDENTITY_PROVIDER));
    }
  }
}
