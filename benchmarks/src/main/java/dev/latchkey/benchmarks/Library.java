package dev.latchkey.benchmarks;

import java.util.function.BiFunction;

/** Who is measured. Public because the code that JMH generates names it. */
public enum Library {
  /** The least that any library could do. */
  FLOOR("floor", (endpoint, requests) -> new FloorLibrary(requests)),
  /** This library. */
  LATCHKEY("Latchkey", LatchkeyLibrary::new),
  /** The library of the identity provider's maker. */
  MSAL4J("MSAL4J", Msal4jLibrary::new);

  private final String title;
  private final BiFunction<InProcessEndpoint, Integer, TokenLibrary> door;

  Library(String title, BiFunction<InProcessEndpoint, Integer, TokenLibrary> door) {
    this.title = title;
    this.door = door;
  }

  String title() {
    return title;
  }

  TokenLibrary open(InProcessEndpoint endpoint, int requests) {
    return door.apply(endpoint, requests);
  }
}
