package dev.latchkey.benchmarks;

/** Who is measured. Public because the code that JMH generates names it. */
public enum Library {
  /** The least that any library could do. */
  FLOOR("floor", (endpoint, requests, identity) -> new FloorLibrary(requests)),
  /** This library. */
  LATCHKEY("Latchkey", LatchkeyLibrary::new),
  /** The library of the identity provider's maker. */
  MSAL4J("MSAL4J", Msal4jLibrary::new);

  private final String title;
  private final Door door;

  Library(String title, Door door) {
    this.title = title;
    this.door = door;
  }

  String title() {
    return title;
  }

  TokenLibrary open(InProcessEndpoint endpoint, int requests) {
    return open(endpoint, requests, Identity.SECRET);
  }

  TokenLibrary open(InProcessEndpoint endpoint, int requests, Identity identity) {
    return door.open(endpoint, requests, identity);
  }

  private interface Door {
    TokenLibrary open(InProcessEndpoint endpoint, int requests, Identity identity);
  }
}
