package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people take of the heap, so that nothing large is ever kept twice beside their tokens. */
@Timeout(60)
class HeapCostTest {

  private static final int PEOPLE = 4_000;
  private static final String ACCESS = "a".repeat(1_490);
  private static final String REFRESH = "r".repeat(1_090);

  // The tokens themselves, lasting ones in three quarters of their room, and what is around them.
  private static final double LEAST = 0.75;
  private static final double MOST = 1.4;

  @Test
  void peopleTakeLittleMoreThanTheirTokens() {
    try (TokenCache warm = TokenCache.inMemory();
        TokenCache cache = TokenCache.inMemory()) {
      fill(warm, 200);
      long before = used();
      long characters = fill(cache, PEOPLE);
      double ratio = (double) (used() - before) / characters;
      assertThat(ratio).as("bytes for each character of tokens").isBetween(LEAST, MOST);
    }
  }

  private static long fill(TokenCache cache, int people) {
    long characters = 0;
    for (int i = 0; i < people; i++) {
      String name = "person" + i + "@contoso.example";
      String uid = RotatingAuthority.uid(i);
      String idToken = Answers.idToken(Answers.CLIENT, uid, Answers.TENANT, name);
      String answer =
          Answers.user(uid, name, ACCESS + i, "").replace("RT-" + ACCESS + i, REFRESH + i);
      cache.add(
          TokensObtained.of(new ClientId(Answers.CLIENT), Answers.ENTRA, Secret.of(answer))
              .scopes(List.of("User.Read")));
      characters += idToken.length() + ACCESS.length() + REFRESH.length() + 8;
    }
    return characters;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
