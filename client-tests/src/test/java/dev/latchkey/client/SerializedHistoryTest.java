package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Only what has changed is written anew, and the text is whole all the same. */
class SerializedHistoryTest {

  private static final int PEOPLE = 3;

  @Property(tries = 300)
  void whateverHappenedTheTextSaysWhatTheCacheHolds(
      @ForAll @Size(min = 1, max = 25) List<@IntRange(min = 0, max = 11) Integer> history) {
    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.deserialize("{\"Broker\":{\"k\":1}}");
    String former = "{\"Broker\":{\"k\":1}}";
    for (int i = 0; i < history.size(); i++) {
      int step = history.get(i);
      if (step < PEOPLE) {
        cache.add(signIn(step, "AT-" + i));
      } else if (step < 2 * PEOPLE) {
        signOut(cache, step - PEOPLE);
      } else if (step == 2 * PEOPLE) {
        cache.add(Answers.appEvent("AT-app-" + i));
      } else if (step == 2 * PEOPLE + 1) {
        cache.deserialize(former);
      } else {
        former = cache.serialize().reveal();
        SerializableTokenCache read = SerializableTokenCache.create();
        read.deserialize(former);
        assertThat(held(read)).isEqualTo(held(cache));
        assertThat(former).contains("\"Broker\":{\"k\":1}");
        assertThat(cache.serialize().reveal()).isEqualTo(former);
      }
    }
  }

  private static TokensObtained signIn(int person, String token) {
    String answer = Answers.user("uid-" + person, name(person), token, "");
    return TokensObtained.of(new ClientId(Answers.CLIENT), Answers.ENTRA, Secret.of(answer))
        .scopes(List.of("User.Read"));
  }

  private static String name(int person) {
    return "person" + person + "@contoso.example";
  }

  private static void signOut(TokenCache cache, int person) {
    try (PublicClient client = TokenCacheTest.client(cache, Answers.CLIENT)) {
      for (Account account : client.accounts()) {
        if (account.username().equals(name(person))) {
          client.removeAccount(account);
        }
      }
    }
  }

  private static Set<String> held(TokenCache cache) {
    List<String> held = new ArrayList<>();
    cache
        .find(CacheQuery.of(AccessToken.class))
        .forEach(it -> held.add("access " + it.result().accessToken().reveal()));
    cache
        .find(CacheQuery.of(RefreshToken.class))
        .forEach(it -> held.add("refresh " + it.secret().reveal()));
    cache.find(CacheQuery.of(IdToken.class)).forEach(it -> held.add("id " + it.secret().reveal()));
    cache
        .find(CacheQuery.of(AccountRecord.class))
        .forEach(it -> held.add("person " + it.account().username()));
    Set<String> sorted = new TreeSet<>(held);
    assertThat(sorted).hasSameSizeAs(held);
    return sorted;
  }
}
