package dev.latchkey.benchmarks;

import com.microsoft.aad.msal4j.ITokenCache;
import dev.latchkey.client.SerializableTokenCache;

/** The whole cache as text: written after one person's refresh, and read into an empty client. */
final class WholeCacheMeasurement {

  private WholeCacheMeasurement() {}

  /** Arguments: people, warm-ups, rounds. */
  public static void main(String[] arguments) throws Exception {
    int people = Integer.parseInt(arguments[0]);
    InProcessEndpoint endpoint = InProcessEndpoint.withoutLatency();
    String[] texts = new String[2];
    try (SerializableTokenCache cache = SerializableTokenCache.create();
        LatchkeyPeople ours = new LatchkeyPeople(endpoint, people, cache, () -> {})) {
      ours.fill(people);
      Msal4jPeople theirs = new Msal4jPeople(endpoint);
      theirs.fill(people);
      SerializableTokenCache loaded = SerializableTokenCache.create();
      ITokenCache theirCache = theirs.cache();
      texts[0] = cache.serialize().reveal();
      texts[1] = theirCache.serialize();
      new Turns()
          .add(
              "export-LATCHKEY",
              1,
              () -> ours.renew(0),
              () -> texts[0] = cache.serialize().reveal())
          .add("export-MSAL4J", 1, () -> theirs.renew(0), () -> texts[1] = theirCache.serialize())
          .add("load-LATCHKEY", 1, () -> {}, () -> loaded.deserialize(texts[0]))
          .add(
              "load-MSAL4J",
              1,
              () -> {},
              () -> new Msal4jPeople(endpoint).cache().deserialize(texts[1]))
          .print(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
      System.out.println("text-LATCHKEY 0 " + texts[0].length());
      System.out.println("text-MSAL4J 0 " + texts[1].length());
      loaded.close();
    }
  }
}
