package dev.latchkey.benchmarks;

import static dev.latchkey.benchmarks.Library.FLOOR;
import static dev.latchkey.benchmarks.Library.LATCHKEY;
import static dev.latchkey.benchmarks.Library.MSAL4J;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The promises, checked against what was measured. */
final class Targets {

  private static final Map<Integer, Double> APPS = Map.of(1, 45.0, 10_000, 1_000.0);
  private static final Map<Integer, Double> PEOPLE =
      Map.of(1, 45.0, 10_000, 2_500.0, 100_000, 20_000.0);
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
            "A token from the cache costs at most 3 times the floor, at every size; of a person, a"
                + " 45th of what it costs with MSAL4J at 1 account, a 2,500th at 10,000, a 20,000th"
                + " at 100,000.",
            targets.hits()),
        new Target(
            2,
            "A hit costs the same in a large cache",
            "Sixteen hot tokens cost at most 1.5 times as much in a large cache as one alone;"
                + " for random ones the cost grows at most 1.5 times as much as the floor's.",
            targets.flat()),
        new Target(
            3, "A hit leaves no garbage", "At most 100 bytes for each hit.", targets.garbage()),
        new Target(
            4,
            "Threads do not wait for each other",
            "Two threads get at least 1.8 times what one gets; 32 threads at 10,000 tokens or"
                + " accounts get at least 2,000 times what they get from MSAL4J.",
            targets.threads()),
        new Target(
            5,
            "App tokens beside MSAL4J",
            "A hit costs a 45th at 1 token, a 1,000th at 10,000.",
            targets.msal4j(Holder.APP, APPS)),
        new Target(
            6,
            "Tokens that have to be asked for",
            "With a certificate a token from the endpoint costs a 20th of what MSAL4J adds, with a"
                + " refresh token a third.",
            targets.misses()),
        new Target(
            7,
            "One request for many callers",
            "However many ask at once for one missing token, the endpoint gets one request, and"
                + " nobody waits longer than 1.2 times its latency.",
            targets.singleFlight()),
        new Target(
            8,
            "A hit with a store behind it",
            "A token from memory costs at most twice as much with a store behind it as without,"
                + " however many people it holds.",
            targets.storedHits()),
        new Target(
            9,
            "A refresh costs its person",
            "With a store of partitions a refresh among 10,000 people costs at most 1.5 times one"
                + " alone.",
            targets.storedRefreshes()),
        new Target(
            10,
            "A file that lasts",
            "A person's tokens are in the file for good, encrypted, in at most 1.5 times what the"
                + " bare write, flush, rename and flush of the folder take.",
            targets.durable()),
        new Target(
            11,
            "Listing people",
            "Listing 10,000 accounts takes a 30th of what it takes MSAL4J.",
            targets.listing()),
        new Target(
            12,
            "The whole cache as text",
            "10,000 accounts are written as text and read from it in a third of the time that"
                + " MSAL4J takes, with garbage of at most twice the text.",
            targets.whole()),
        new Target(
            13,
            "Room for people",
            "A person takes at most 1.15 bytes of the heap for each character of their tokens.",
            targets.heap()),
        new Target(
            14,
            "A cold start",
            "A program that needs one token of a file has it, over what the JVM itself takes, in a"
                + " third of the time that it has it with MSAL4J.",
            targets.cold()),
        new Target(
            15,
            "HTTP at the speed of the kernel",
            "A round trip on a kept connection takes at most 1.2 times that of a raw socket, with"
                + " the HTTP adapter that is recommended.",
            targets.transport()),
        new Target(
            16,
            "A cluster behind it",
            "With Hazelcast as the store a token from memory costs at most 3 times a look into"
                + " Hazelcast's own near cache, and a save at most twice an `IMap.set`.",
            targets.cluster()),
        // 17, what users get, is counted by the build.
        new Target(
            18,
            "A bound token is signed with when it is used",
            "A token that is bound to a key costs at most 1 µs from the cache; signing waits until a"
                + " request is made with it.",
            targets.bound()));
  }

  private List<Check> bound() {
    List<Check> checks = new ArrayList<>();
    for (SigningAlgorithm key : List.of(SigningAlgorithm.PS256, SigningAlgorithm.ES256)) {
      figures
          .cost(Figure.boundHit(key))
          .ifPresent(cost -> checks.add(Check.most(key.name(), cost.nanos(), 1_000, " ns")));
    }
    return checks;
  }

  private List<Check> hits() {
    List<Check> checks = floor();
    checks.addAll(msal4j(Holder.USER, PEOPLE));
    return checks;
  }

  private List<Check> floor() {
    List<Check> checks = new ArrayList<>();
    for (Holder holder : Holder.values()) {
      for (int size : figures.sizes(holder.hot())) {
        toFloor(checks, "hot, ", holder, Figure.hot(holder, LATCHKEY, size));
      }
      for (int size : figures.sizes(holder.random())) {
        toFloor(checks, "random, ", holder, Figure.random(holder, LATCHKEY, size));
      }
    }
    return checks;
  }

  private void toFloor(List<Check> checks, String keys, Holder holder, Figure ours) {
    figures
        .ratio(ours, ours.of(FLOOR))
        .ifPresent(
            ratio ->
                checks.add(
                    Check.most(what(holder, keys, ours.cached()), ratio, 3, " times the floor")));
  }

  private static String what(Holder holder, String keys, int size) {
    return holder.title() + ", " + keys + holder.units(size);
  }

  private List<Check> flat() {
    List<Check> checks = new ArrayList<>();
    for (Holder holder : Holder.values()) {
      Figure one = Figure.hot(holder, LATCHKEY, 1);
      figures
          .sizesAbove(1, holder.hot())
          .forEach(
              size ->
                  figures
                      .ratio(Figure.hot(holder, LATCHKEY, size), one)
                      .ifPresent(
                          ratio ->
                              checks.add(
                                  Check.most(
                                      what(holder, "hot, ", size), ratio, 1.5, " times 1 alone"))));
      figures
          .sizesAbove(1, holder.random())
          .forEach(size -> growth(checks, holder, Figure.random(holder, LATCHKEY, size), one));
    }
    return checks;
  }

  private void growth(List<Check> checks, Holder holder, Figure random, Figure one) {
    OptionalDouble ours = figures.ratio(random, one);
    OptionalDouble floors = figures.ratio(random.of(FLOOR), one.of(FLOOR));
    if (ours.isPresent() && floors.isPresent()) {
      checks.add(
          Check.most(
              what(holder, "random, growth to ", random.cached()),
              ours.getAsDouble() / floors.getAsDouble(),
              1.5,
              " times the floor's growth"));
    }
  }

  private List<Check> garbage() {
    List<Check> checks = new ArrayList<>();
    for (Holder holder : Holder.values()) {
      for (int size : figures.sizes(holder.hot())) {
        for (int threads : THREADS) {
          figures
              .cost(Figure.hot(holder, LATCHKEY, size).threads(threads))
              .ifPresent(
                  cost ->
                      checks.add(
                          Check.most(
                              what(holder, "", size) + ", " + threads(threads),
                              cost.bytes(),
                              100,
                              " B")));
        }
      }
    }
    return checks;
  }

  private List<Check> threads() {
    List<Check> checks = new ArrayList<>();
    for (Holder holder : Holder.values()) {
      for (int size : figures.sizes(holder.hot())) {
        Figure one = Figure.hot(holder, LATCHKEY, size);
        figures
            .ratio(one, one.threads(2))
            .ifPresent(
                ratio ->
                    checks.add(
                        Check.least(
                            what(holder, "2 threads, ", size), 2 * ratio, 1.8, " times one")));
      }
      Figure many = Figure.hot(holder, LATCHKEY, 10_000).threads(32);
      figures
          .ratio(many.of(MSAL4J), many)
          .ifPresent(
              ratio ->
                  checks.add(
                      Check.least(
                          what(holder, "32 threads, ", 10_000), ratio, 2_000, " times MSAL4J")));
    }
    return checks;
  }

  private List<Check> msal4j(Holder holder, Map<Integer, Double> least) {
    List<Check> checks = new ArrayList<>();
    for (int size : figures.sizes(holder.hot())) {
      Double bound = least.get(size);
      if (bound != null) {
        times(checks, what(holder, "hot, ", size), Figure.hot(holder, LATCHKEY, size), bound);
      }
    }
    return checks;
  }

  private void times(List<Check> checks, String what, Figure ours, double least) {
    figures
        .ratio(ours.of(MSAL4J), ours)
        .ifPresent(ratio -> checks.add(Check.least(what, ratio, least, " times MSAL4J")));
  }

  private List<Check> misses() {
    List<Check> checks = new ArrayList<>();
    times(checks, "with a certificate", Figure.miss(LATCHKEY, Identity.CERTIFICATE), 20);
    for (int size : figures.sizes("refresh")) {
      times(checks, "with a refresh token, " + Holder.USER.units(size), refresh(size), 3);
    }
    return checks;
  }

  private static Figure refresh(int size) {
    return Figure.refresh(LATCHKEY, size);
  }

  private List<Check> listing() {
    List<Check> checks = new ArrayList<>();
    figures
        .sizesAbove(1, "accounts")
        .forEach(
            size -> times(checks, Holder.USER.units(size), Figure.accounts(LATCHKEY, size), 30));
    return checks;
  }

  private List<Check> storedHits() {
    List<Check> checks = new ArrayList<>();
    for (Keeping way : List.of(Keeping.PARTITIONS, Keeping.FILE)) {
      for (int size : figures.sizes("storedHit")) {
        most(
            checks,
            way.title() + ", " + Holder.USER.units(size),
            Figure.storedHit(way, size),
            Figure.hot(Holder.USER, LATCHKEY, size),
            2,
            " times without");
      }
    }
    return checks;
  }

  private List<Check> storedRefreshes() {
    List<Check> checks = new ArrayList<>();
    figures
        .sizesAbove(1, "storedRefresh")
        .forEach(
            size ->
                most(
                    checks,
                    Holder.USER.units(size),
                    Figure.storedRefresh(Keeping.PARTITIONS, size),
                    Figure.storedRefresh(Keeping.PARTITIONS, 1),
                    1.5,
                    " times 1 alone"));
    return checks;
  }

  private List<Check> durable() {
    List<Check> checks = new ArrayList<>();
    most(
        checks,
        "one person",
        Figure.of("durable", "latchkey"),
        Figure.of("durable", "bare"),
        1.5,
        " times the bare steps");
    return checks;
  }

  private List<Check> whole() {
    List<Check> checks = new ArrayList<>();
    for (String what : List.of("export-", "load-")) {
      Figure ours = Figure.of("whole", what + LATCHKEY);
      figures
          .ratio(Figure.of("whole", what + MSAL4J), ours)
          .ifPresent(ratio -> checks.add(Check.least(what + "time", ratio, 3, " times MSAL4J")));
      figures
          .bytesRatio(ours, Figure.of("whole", "text-" + LATCHKEY))
          .ifPresent(
              ratio -> checks.add(Check.most(what + "garbage", ratio, 2, " times the text")));
    }
    return checks;
  }

  private List<Check> heap() {
    List<Check> checks = new ArrayList<>();
    figures
        .bytesRatio(Figure.of("heap", LATCHKEY.name()), Figure.of("heap", "characters"))
        .ifPresent(
            ratio -> checks.add(Check.most("a person", ratio, 1.15, " bytes for a character")));
    return checks;
  }

  private List<Check> cold() {
    List<Check> checks = new ArrayList<>();
    figures
        .added(Figure.of("cold", MSAL4J.name()), Figure.of("cold", ColdStart.NOTHING))
        .ifPresent(
            theirs ->
                checks.add(
                    Check.least(
                        "over a bare JVM",
                        theirs
                            / figures
                                .added(
                                    Figure.of("cold", LATCHKEY.name()),
                                    Figure.of("cold", ColdStart.NOTHING))
                                .orElse(Double.NaN),
                        3,
                        " times MSAL4J")));
    return checks;
  }

  private List<Check> cluster() {
    List<Check> checks = new ArrayList<>();
    most(
        checks,
        "a hit",
        Figure.of("hazelcast", "hit"),
        Figure.of("hazelcast", "near-cache"),
        3,
        " times the near cache");
    most(
        checks,
        "a save",
        Figure.of("hazelcast", "save"),
        Figure.of("hazelcast", "set"),
        2,
        " times IMap.set");
    return checks;
  }

  private void most(
      List<Check> checks, String what, Figure one, Figure other, double bound, String unit) {
    figures.ratio(one, other).ifPresent(ratio -> checks.add(Check.most(what, ratio, bound, unit)));
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

  private static String threads(int count) {
    return count + (count == 1 ? " thread" : " threads");
  }
}
