package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of clients that were closed, and of calls that were answered. */
@DisplayName("Over time")
class ManyClientsTest {

  // The pieces of the heap that threads have for themselves count as used, whatever is in them.
  private static final List<String> OPTIONS = List.of("-XX:-UseTLAB");

  @Test
  @Timeout(120)
  @DisplayName("clients that were used and closed leave no thread, handle or class (L-09)")
  void closedClientsLeaveNothing() throws Exception {
    assertNothingIsLeft(200, 1_000);
  }

  @Test
  @Tag("long")
  @Timeout(1_200)
  @DisplayName("a hundred thousand clients leave no thread, handle or class (L-09)")
  void aHundredThousandClientsLeaveNothing() throws Exception {
    assertNothingIsLeft(2_000, Integer.getInteger("closed.clients", 100_000));
  }

  private static void assertNothingIsLeft(int before, int clients) throws Exception {
    assertThat(OwnProcess.run(OPTIONS, ManyClients.class, "closed", before, clients))
        .containsExactly("closed " + clients);
  }

  @Test
  @Timeout(60)
  @DisplayName("five hundred calls a second leave no thread or handle (L-08)")
  void callsLeaveNothing() throws Exception {
    // After a second the machine still loads and compiles what it runs.
    assertSteady(1, 3, 256 << 10);
  }

  @Test
  @Tag("long")
  @Timeout(2_400)
  @DisplayName("five hundred calls a second take no more memory after minutes (L-08)")
  void minutesOfCallsTakeNoMoreMemory() throws Exception {
    long minutes = Integer.getInteger("soak.minutes", 2);
    assertSteady(30, Duration.ofMinutes(minutes).toSeconds(), 1 << 20);
  }

  private static void assertSteady(int warmUp, long seconds, int mostBytes) throws Exception {
    List<String> said =
        OwnProcess.run(OPTIONS, ManyClients.class, "answered", warmUp, seconds, mostBytes);

    assertThat(said).last().asString().contains(" calls a second for ");
    said.forEach(System.out::println);
  }
}
