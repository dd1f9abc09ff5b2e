package dev.latchkey.adapters.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.tck.MapEnvironment;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The agent's directory with real files in it, links among them. */
@DisabledOnOs(OS.WINDOWS)
class ArcKeyFilesTest {

  private static final Path KEYS = Path.of("/var/opt/azcmagent/tokens");

  @TempDir private Path folder;

  // The agent's directory cannot be made here, so that another one stands for it.
  private ArcAgent agent(Path standIn) {
    FileReader files =
        new FileReader() {
          @Override
          public byte[] read(Path file, int longest) {
            throw new AssertionError("nothing is read but in the agent's directory: " + file);
          }

          @Override
          public byte[] readIn(Path directory, String name, int longest) throws IOException {
            assertThat(directory).isEqualTo(KEYS);
            return FileReader.system().readIn(standIn, name, longest);
          }
        };
    return new ArcAgent(MapEnvironment.empty().withProperty("os.name", "Linux"), files);
  }

  private static String key(ArcAgent agent) {
    return agent.key("Basic realm=" + KEYS + "/k.key", FailureDetails.none()).reveal();
  }

  @Test
  void aKeyIsRead() throws IOException {
    Files.writeString(folder.resolve("k.key"), "key1");
    assertThat(key(agent(folder))).isEqualTo("key1");
  }

  @Test
  @Tag("W-28")
  void aLinkInPlaceOfAKeyIsNotFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "hush");
    Files.createSymbolicLink(folder.resolve("k.key"), secret);
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> key(agent(folder)))
        .withMessageContaining("a link");
  }

  @Test
  void aDirectoryAndAMissingFileAreNoKeys() throws IOException {
    assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> key(agent(folder)));
    Files.createDirectory(folder.resolve("k.key"));
    assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> key(agent(folder)));
  }

  @Test
  void aLinkThatComesAndGoesNeverLeadsOut() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hush");
    Path inside = Files.createDirectory(folder.resolve("keys"));
    AtomicBoolean over = new AtomicBoolean();
    Thread swapper =
        new Thread(
            () -> {
              try {
                while (!over.get()) {
                  Path real = Files.writeString(inside.resolve("real"), "key1");
                  Files.move(real, inside.resolve("k.key"), StandardCopyOption.ATOMIC_MOVE);
                  Path link = inside.resolve("link");
                  Files.createSymbolicLink(link, secret);
                  Files.move(link, inside.resolve("k.key"), StandardCopyOption.ATOMIC_MOVE);
                }
              } catch (AtomicMoveNotSupportedException e) {
                throw new AssertionError("this file system cannot be used for the test", e);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    swapper.start();
    try {
      int read = 0;
      for (int i = 0; i < 3_000; i++) {
        try {
          assertThat(key(agent(inside))).isEqualTo("key1");
          read++;
        } catch (ServiceException e) {
          assertThat(e).hasMessageNotContaining("hush");
        }
      }
      assertThat(read).isPositive();
    } finally {
      over.set(true);
      swapper.join(10_000);
    }
    assertThat(swapper.isAlive()).isFalse();
  }
}
