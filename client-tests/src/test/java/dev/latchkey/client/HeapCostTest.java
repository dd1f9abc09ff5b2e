package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people take of the heap, so that nothing large is ever kept twice beside their tokens. */
@Timeout(60)
class HeapCostTest {

  private static final int PEOPLE = 4_000;

  // The tokens themselves, lasting ones in three quarters of their room, and what is around them.
  private static final double LEAST = 0.75;
  private static final double MOST = 1.3;

  @Test
  void peopleTakeLittleMoreThanTheirTokens() throws Exception {
    // The pieces of the heap that threads have for themselves count as used, whatever is in them.
    List<String> said = OwnProcess.run(List.of("-XX:-UseTLAB"), HeapCost.class, PEOPLE);

    assertThat(said).hasSize(1);
    assertThat(Double.parseDouble(said.get(0)))
        .as("bytes for each character of tokens")
        .isBetween(LEAST, MOST);
  }
}
