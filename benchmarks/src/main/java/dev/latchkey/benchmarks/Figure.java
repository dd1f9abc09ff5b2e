package dev.latchkey.benchmarks;

import java.util.Locale;

/**
 * What was measured.
 *
 * @param benchmark the name of the method
 * @param subject the library, or who sent
 * @param cached how many tokens the cache held; 0 where that does not matter
 * @param threads how many threads called
 */
record Figure(String benchmark, String subject, int cached, int threads) {

  static Figure hot(Library library, int cached) {
    return new Figure("hot", library.name(), cached, 1);
  }

  static Figure random(Library library, int cached) {
    return new Figure("random", library.name(), cached, 1);
  }

  static Figure miss(Library library, Identity identity) {
    return new Figure(identity.name().toLowerCase(Locale.ROOT), library.name(), 0, 1);
  }

  static Figure exchange(String way) {
    return new Figure("exchange", way, 0, 1);
  }

  Figure threads(int count) {
    return new Figure(benchmark, subject, cached, count);
  }
}
