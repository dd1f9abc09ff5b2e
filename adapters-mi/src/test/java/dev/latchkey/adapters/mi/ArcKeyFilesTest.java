package dev.latchkey.adapters.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.tck.MapEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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

  // The scheduler decides how often either is met, so that the reading ends by what was seen.
  @Test
  void aLinkThatComesAndGoesNeverLeadsOut() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), "hush");
    Path inside = Files.createDirectory(folder.resolve("keys"));
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Void> swaps = new FutureTask<>(() -> swap(inside, secret, over), null);
    Thread swapper = new Thread(swaps);
    swapper.start();
    int read = 0;
    int refused = 0;
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    try {
      while ((read < 200 || refused < 200) && !swaps.isDone() && System.nanoTime() < until) {
        try {
          assertThat(key(agent(inside))).isEqualTo("key1");
          read++;
        } catch (ServiceException e) {
          assertThat(e).hasMessageNotContaining("hush");
          refused++;
        }
      }
    } finally {
      over.set(true);
      swapper.join(10_000);
    }
    swaps.get(0, TimeUnit.SECONDS);
    assertThat(read).isPositive();
    assertThat(refused).isPositive();
  }

  private static void swap(Path inside, Path secret, AtomicBoolean over) {
    try {
      while (!over.get()) {
        Path real = Files.writeString(inside.resolve("real"), "key1");
        Files.move(real, inside.resolve("k.key"), StandardCopyOption.ATOMIC_MOVE);
        Path link = inside.resolve("link");
        Files.createSymbolicLink(link, secret);
        Files.move(link, inside.resolve("k.key"), StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the keys cannot be swapped in " + inside, e);
    }
  }
}
