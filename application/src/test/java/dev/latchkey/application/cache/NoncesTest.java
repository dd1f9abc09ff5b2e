package dev.latchkey.application.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes that share nothing but the key (S-07). */
@DisplayName("Nonces of writes under one key")
class NoncesTest {

  @Test
  @Timeout(120)
  @DisplayName("never come twice, whichever process writes")
  void neverComeTwice() throws Exception {
    assertNoneComesTwice(3, 10_000);
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("never come twice in a million writes of eight processes")
  void neverComeTwiceInAMillion() throws Exception {
    assertNoneComesTwice(8, 125_000);
  }

  /** Two thirds of each are compared: whoever repeats one repeats them. */
  private static void assertNoneComesTwice(int processes, int writes) throws Exception {
    List<Process> all = new ArrayList<>();
    long[] nonces = new long[processes * writes];
    try {
      for (int i = 0; i < processes; i++) {
        all.add(started(writes));
      }
      int next = 0;
      for (Process process : all) {
        try (DataInputStream output =
            new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
          for (int i = 0; i < writes; i++) {
            nonces[next++] = output.readLong();
          }
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
    } finally {
      all.forEach(Process::destroyForcibly);
    }
    assertThat(Arrays.stream(nonces).distinct().count()).isEqualTo(nonces.length);
  }

  private static Process started(int writes) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            WritingProcess.class.getName(),
            Integer.toString(writes))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
