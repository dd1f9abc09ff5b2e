package dev.latchkey.benchmarks;

import static dev.latchkey.benchmarks.Library.FLOOR;
import static dev.latchkey.benchmarks.Library.LATCHKEY;
import static dev.latchkey.benchmarks.Library.MSAL4J;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The promises, checked against what was measured. */
final class Targets {

  private static final Map<Integer, Double> TIMES_MSAL4J = Map.of(1, 45.0, 10_000, 1_000.0);
  private static final List<Integer> THREADS = List.of(1, 2, 32);

  private final Figures figures;

  private Targets(Figures figures) {
    this.figures = figures;
  }

  static List<Target> of(Figures figures) {
    Targets targets = new Targets(figures);
    return List.of(
        new Target(
            1,
            "A hit costs little",
            "A token from the cache costs at most 3 times the floor, at every size.",
            targets.floor()),
        new Target(
            2,
            "A hit costs the same in a large cache",
            "Sixteen hot tokens cost at most 1.5 times as much in a large cache as one token alone;"
                + " for random tokens the cost grows at most 1.5 times as much as the floor's.",
            targets.flat()),
        new Target(
            3, "A hit leaves no garbage", "At most 100 bytes for each hit.", targets.garbage()),
        new Target(
            4,
            "Threads do not wait for each other",
            "Two threads get at least 1.8 times what one gets; 32 threads at 10,000 tokens get at"
                + " least 2,000 times what they get from MSAL4J.",
            targets.threads()),
        new Target(
            5,
            "App tokens beside MSAL4J",
            "A hit costs a 45th at 1 token, a 1,000th at 10,000.",
            targets.msal4j()),
        new Target(
            6,
            "Tokens that have to be asked for",
            "With a certificate a token from the endpoint costs a 20th of what MSAL4J adds.",
            targets.certificate()),
        new Target(
            7,
            "One request for many callers",
            "However many ask at once for one missing token, the endpoint gets one request, and"
                + " nobody waits longer than 1.2 times its latency.",
            targets.singleFlight()),
        new Target(
            15,
            "HTTP at the speed of the kernel",
            "A round trip on a kept connection takes at most 1.2 times that of a raw socket, with"
                + " the HTTP adapter that is recommended.",
            targets.transport()));
  }

  private List<Check> floor() {
    List<Check> checks = new ArrayList<>();
    for (int size : figures.sizes()) {
      add(checks, "hot, " + size(size), Figure.hot(LATCHKEY, size), Figure.hot(FLOOR, size), 3);
    }
    for (int size : figures.sizes()) {
      add(
          checks,
          "random, " + size(size),
          Figure.random(LATCHKEY, size),
          Figure.random(FLOOR, size),
          3);
    }
    return checks;
  }

  private void add(List<Check> checks, String what, Figure one, Figure other, double most) {
    figures
        .ratio(one, other)
        .ifPresent(ratio -> checks.add(Check.most(what, ratio, most, " times the floor")));
  }

  private List<Check> flat() {
    List<Check> checks = new ArrayList<>();
    figures
        .sizesAbove(1)
        .forEach(
            size ->
                figures
                    .ratio(Figure.hot(LATCHKEY, size), Figure.hot(LATCHKEY, 1))
                    .ifPresent(
                        ratio ->
                            checks.add(
                                Check.most("hot, " + size(size), ratio, 1.5, " times 1 token"))));
    figures
        .sizesAbove(1)
        .forEach(
            size ->
                figures
                    .ratio(Figure.random(LATCHKEY, size), Figure.hot(LATCHKEY, 1))
                    .ifPresent(
                        ours ->
                            figures
                                .ratio(Figure.random(FLOOR, size), Figure.hot(FLOOR, 1))
                                .ifPresent(
                                    floors ->
                                        checks.add(
                                            Check.most(
                                                "random, growth to " + size(size),
                                                ours / floors,
                                                1.5,
                                                " times the floor's growth")))));
    return checks;
  }

  private List<Check> garbage() {
    List<Check> checks = new ArrayList<>();
    for (int size : figures.sizes()) {
      for (int threads : THREADS) {
        figures
            .cost(Figure.hot(LATCHKEY, size).threads(threads))
            .ifPresent(
                cost ->
                    checks.add(
                        Check.most(size(size) + ", " + threads(threads), cost.bytes(), 100, " B")));
      }
    }
    return checks;
  }

  private List<Check> threads() {
    List<Check> checks = new ArrayList<>();
    for (int size : figures.sizes()) {
      Figure one = Figure.hot(LATCHKEY, size);
      figures
          .ratio(one, one.threads(2))
          .ifPresent(
              ratio ->
                  checks.add(
                      Check.least("2 threads, " + size(size), 2 * ratio, 1.8, " times one")));
    }
    figures
        .ratio(Figure.hot(MSAL4J, 10_000).threads(32), Figure.hot(LATCHKEY, 10_000).threads(32))
        .ifPresent(
            ratio ->
                checks.add(
                    Check.least("32 threads, 10,000 tokens", ratio, 2_000, " times MSAL4J")));
    return checks;
  }

  private List<Check> msal4j() {
    List<Check> checks = new ArrayList<>();
    for (int size : figures.sizes()) {
      Double least = TIMES_MSAL4J.get(size);
      if (least != null) {
        figures
            .ratio(Figure.hot(MSAL4J, size), Figure.hot(LATCHKEY, size))
            .ifPresent(
                ratio ->
                    checks.add(Check.least("hot, " + size(size), ratio, least, " times MSAL4J")));
      }
    }
    return checks;
  }

  private List<Check> certificate() {
    List<Check> checks = new ArrayList<>();
    figures
        .ratio(
            Figure.miss(MSAL4J, Identity.CERTIFICATE), Figure.miss(LATCHKEY, Identity.CERTIFICATE))
        .ifPresent(
            ratio -> checks.add(Check.least("with a certificate", ratio, 20, " times MSAL4J")));
    return checks;
  }

  private List<Check> singleFlight() {
    List<Check> checks = new ArrayList<>();
    for (SingleFlightMeasurement.Outcome outcome : figures.flights()) {
      if (outcome.library() == LATCHKEY) {
        String callers = Text.count(outcome.callers()) + " callers";
        checks.add(Check.most(callers, (double) outcome.requests(), 1, " requests"));
        checks.add(
            Check.most(
                callers + ", the slowest", outcome.slowestRatio(), 1.2, " times the latency"));
      }
    }
    return checks;
  }

  private List<Check> transport() {
    List<Check> checks = new ArrayList<>();
    figures
        .ratio(Figure.exchange("apache"), Figure.exchange(RawSocket.NAME))
        .ifPresent(
            ratio -> checks.add(Check.most("adapter apache", ratio, 1.2, " times the raw socket")));
    return checks;
  }

  private static String size(int tokens) {
    return Text.count(tokens) + (tokens == 1 ? " token" : " tokens");
  }

  private static String threads(int count) {
    return count + (count == 1 ? " thread" : " threads");
  }
}
