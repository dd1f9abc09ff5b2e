package dev.latchkey.benchmarks;

import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.SerializableTokenCache;
import dev.latchkey.client.TokenCache;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How tokens of people are kept outside the memory of a client. Public because the code that JMH
 * generates names it.
 */
public enum Keeping {
  /** Latchkey over a store with an entry for each person. */
  PARTITIONS("Latchkey, an entry for each person") {
    @Override
    PeopleLibrary open(InProcessEndpoint endpoint, int people) {
      CacheProtection protection = CacheProtection.encrypted(new MemoryKey());
      TokenCache cache = TokenCache.over(new PartitionsStore(), protection);
      PeopleLibrary opened = new LatchkeyPeople(endpoint, people, cache, cache::close);
      opened.fill(people);
      return opened;
    }
  },
  /** Latchkey over one encrypted file. */
  FILE("Latchkey, one encrypted file") {
    @Override
    PeopleLibrary open(InProcessEndpoint endpoint, int people) {
      Scratch scratch = new Scratch();
      Path file = scratch.file("cache.json");
      try {
        Files.writeString(file, text(endpoint, people));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      TokenCacheStore store = FileTokenCacheStoreProvider.at(file);
      TokenCache cache =
          TokenCache.over(store, CacheProtection.encrypted(new MemoryKey()).readingPlaintext());
      LatchkeyPeople opened =
          new LatchkeyPeople(
              endpoint,
              people,
              cache,
              () -> {
                cache.close();
                store.close();
                scratch.close();
              });
      opened.findPeople();
      // From now on it is encrypted.
      opened.renew(0);
      return opened;
    }
  },
  /** MSAL4J with the means it has: it is given the whole text, and gives it, at each access. */
  MSAL4J("MSAL4J, one text") {
    @Override
    PeopleLibrary open(InProcessEndpoint endpoint, int people) {
      Msal4jPeople filled = new Msal4jPeople(endpoint);
      filled.fill(people);
      return filled.withText();
    }
  };

  private final String title;

  Keeping(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Opens a library in which people have signed in. */
  abstract PeopleLibrary open(InProcessEndpoint endpoint, int people);

  /** Makes the text of a cache in which people have signed in. */
  static String text(InProcessEndpoint endpoint, int people) {
    try (SerializableTokenCache memory = SerializableTokenCache.create();
        LatchkeyPeople filled = new LatchkeyPeople(endpoint, people, memory, () -> {})) {
      filled.fill(people);
      return memory.serialize().reveal();
    }
  }
}
