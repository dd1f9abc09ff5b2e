package dev.latchkey.benchmarks;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.util.Locale;

/**
 * What was measured.
 *
 * @param benchmark the name of the method
 * @param subject the library, or who sent
 * @param cached how many tokens or people the cache held; 0 where that does not matter
 * @param threads how many threads called
 */
record Figure(String benchmark, String subject, int cached, int threads) {

  static Figure hot(Holder holder, Library library, int cached) {
    return new Figure(holder.hot(), library.name(), cached, 1);
  }

  static Figure random(Holder holder, Library library, int cached) {
    return new Figure(holder.random(), library.name(), cached, 1);
  }

  static Figure accounts(Library library, int cached) {
    return new Figure("accounts", library.name(), cached, 1);
  }

  static Figure refresh(Library library, int cached) {
    return new Figure("refresh", library.name(), cached, 1);
  }

  static Figure miss(Library library, Identity identity) {
    return new Figure(identity.name().toLowerCase(Locale.ROOT), library.name(), 0, 1);
  }

  static Figure storedHit(Keeping way, int cached) {
    return new Figure("storedHit", way.name(), cached, 1);
  }

  static Figure storedRefresh(Keeping way, int cached) {
    return new Figure("storedRefresh", way.name(), cached, 1);
  }

  static Figure boundHit(SigningAlgorithm key) {
    return of("boundHit", key.name());
  }

  static Figure boundRequest(SigningAlgorithm key) {
    return of("boundRequest", key.name());
  }

  /** One of those that are measured in a process of their own. */
  static Figure of(String measurement, String subject) {
    return new Figure(measurement, subject, 0, 1);
  }

  static Figure exchange(String way) {
    return new Figure("exchange", way, 0, 1);
  }

  Figure of(Library library) {
    return new Figure(benchmark, library.name(), cached, threads);
  }

  Figure threads(int count) {
    return new Figure(benchmark, subject, cached, count);
  }
}
