package dev.latchkey.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people have to be told about managed identity is told. */
class ManagedIdentityPageTest {

  private static String page() throws IOException {
    return Files.readString(House.project().resolve("docs/managed-identity.md"));
  }

  @Test
  @Tag("S-309")
  void revocationComesToApplicationsThatSaidNothing() throws IOException {
    assertThat(page())
        .contains("An administrator may revoke all tokens of an identity")
        .contains("even to applications that never said `cp1`");
  }

  @Test
  @Tag("S-311")
  void aMachineWithOneUserAssignedIdentityMayAnswerWithIt() throws IOException {
    assertThat(page())
        .contains("A virtual machine with exactly one user-assigned identity")
        .contains("no client can tell");
  }

  @Test
  @Tag("S-292")
  @Tag("S-295")
  void theTransportAndItsRepeatsAreExplained() throws IOException {
    assertThat(page())
        .contains("one HTTP adapter at run time")
        .contains("Mount your retries for\n`http` as well as `https`");
  }
}
