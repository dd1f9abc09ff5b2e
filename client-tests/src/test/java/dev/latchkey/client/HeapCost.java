package dev.latchkey.client;

import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Keeps people in memory, and says how many bytes there are for each character of their tokens.
 *
 * <p>Argument: how many people.
 */
final class HeapCost {

  private static final String ACCESS = "a".repeat(1_490);
  private static final String REFRESH = "r".repeat(1_090);

  private HeapCost() {}

  public static void main(String[] arguments) {
    try (TokenCache warm = TokenCache.inMemory();
        TokenCache cache = TokenCache.inMemory()) {
      fill(warm, 200);
      long before = used();
      long characters = fill(cache, Integer.parseInt(arguments[0]));
      System.out.println((double) (used() - before) / characters);
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
