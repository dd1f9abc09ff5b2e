package dev.latchkey.benchmarks;

import java.lang.management.ManagementFactory;

/** What one person takes of the heap. */
final class HeapMeasurement {

  private static final int COLLECTIONS = 3;

  private HeapMeasurement() {}

  /** Arguments: the library, and how many people. Prints bytes, and characters of their tokens. */
  public static void main(String[] arguments) {
    Library library = Library.valueOf(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    InProcessEndpoint endpoint = InProcessEndpoint.withoutLatency();
    // Whatever is made once, for the first of them.
    signIn(library.openForPeople(endpoint, 0), Layout.TENANTS).close();
    try (PeopleLibrary opened = library.openForPeople(endpoint, 0)) {
      long before = used();
      signIn(opened, people);
      long after = used();
      if (library != Library.FLOOR && opened.accounts() != people) {
        throw new IllegalStateException("not all of them are there");
      }
      System.out.println("heap 0 " + (double) (after - before) / people);
      System.out.println("characters 0 " + PeopleAnswers.tokenCharacters(people - 1));
    }
  }

  private static PeopleLibrary signIn(PeopleLibrary library, int people) {
    for (int person = 0; person < people; person++) {
      library.signIn(person);
    }
    return library;
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
