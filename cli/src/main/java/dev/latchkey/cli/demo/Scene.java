package dev.latchkey.cli.demo;

/** One promise of the library, tried out. */
interface Scene {

  /** {@return what is tried, in a few words} */
  String name();

  /** {@return what is said when it begins} */
  default String announcement() {
    return name();
  }

  /**
   * Tries it.
   *
   * @param stage where
   * @return what happened
   * @throws InterruptedException if the demonstration was cancelled
   */
  Outcome play(Stage stage) throws InterruptedException;
}
