package dev.latchkey.benchmarks;

/** What a library has to do for people who have signed in; one request for each. */
interface PeopleLibrary extends TokenLibrary {

  /**
   * Signs somebody in, and remembers nothing of it outside the library.
   *
   * @param person who
   */
  void signIn(int person);

  /**
   * Lists who has signed in, as applications do before a silent call.
   *
   * @return how many there are
   */
  int accounts();
}
