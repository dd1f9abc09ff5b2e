package dev.latchkey.benchmarks;

/** Who is measured. Public because the code that JMH generates names it. */
public enum Library {
  /** The least that any library could do. */
  FLOOR(
      "floor",
      (endpoint, requests, identity) -> FloorLibrary.ofApps(requests),
      (endpoint, people) -> FloorLibrary.ofPeople(people)),
  /** This library. */
  LATCHKEY("Latchkey", LatchkeyLibrary::new, LatchkeyPeople::new),
  /** The library of the identity provider's maker. */
  MSAL4J("MSAL4J", Msal4jLibrary::new, (endpoint, people) -> new Msal4jPeople(endpoint));

  private final String title;
  private final Door door;
  private final PeopleDoor people;

  Library(String title, Door door, PeopleDoor people) {
    this.title = title;
    this.door = door;
    this.people = people;
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

  PeopleLibrary openForPeople(InProcessEndpoint endpoint, int count) {
    return people.open(endpoint, count);
  }

  private interface PeopleDoor {
    PeopleLibrary open(InProcessEndpoint endpoint, int people);
  }

  private interface Door {
    TokenLibrary open(InProcessEndpoint endpoint, int requests, Identity identity);
  }
}
