package dev.latchkey.benchmarks;

/** What a library has to do for people who have signed in; one request for each. */
interface PeopleLibrary extends TokenLibrary {

  /**
   * Lists who has signed in, as applications do before a silent call.
   *
   * @return how many there are
   */
  int accounts();
}
