package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of each person one of two entries is left, whole (C-03). */
@DisplayName("A cluster whose network is split")
class SplitClusterTest {

  @Test
  @Timeout(180)
  @DisplayName("keeps of each person what was saved last, and the authority accepts it")
  void newestIsKept() throws Exception {
    try (SplitNetwork network = SplitNetwork.relayed();
        SplitCluster cluster = new SplitCluster(network)) {
      cluster.assertNewestIsKept(Duration.ofSeconds(2));
    }
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("by rules of the kernel for a minute, keeps what was saved last")
  void newestIsKeptOfAMinute() throws Exception {
    assumeTrue(ends("unshare", "-rn", "true") == 0, "network namespaces can be made");
    assertThat(
            ends(
                "unshare",
                "-rn",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SplitCluster.class.getName(),
                Long.toString(Long.getLong("split.seconds", 60))))
        .isZero();
  }

  private static int ends(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        assertThat(process.waitFor(400, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return -1;
    }
  }
}
