package dev.latchkey.cli.demo;

import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * One measured call.
 *
 * @param result what it returned
 * @param duration how long it took
 * @param requestsBefore how many requests the sandbox had received before
 */
record Take(TokenResult result, Duration duration, int requestsBefore) {

  static Take of(Stage stage, Supplier<TokenResult> call) {
    int before = stage.requests();
    long begin = System.nanoTime();
    TokenResult result = call.get();
    return new Take(result, Duration.ofNanos(System.nanoTime() - begin), before);
  }

  static String name(TokenSource source) {
    return source.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  boolean isFrom(TokenSource source) {
    return result.source() == source;
  }

  int requests(Stage stage) {
    return stage.requests() - requestsBefore;
  }

  Outcome outcome(Stage stage, String words, boolean expected) {
    return new Outcome(name(result.source()), requests(stage), duration, words, expected);
  }
}
