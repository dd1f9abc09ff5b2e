package dev.latchkey.benchmarks;

import dev.latchkey.domain.credential.SigningAlgorithm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The page that shows what was measured, as Markdown. */
final class PerformancePage {

  private static final List<Integer> THREADS = List.of(1, 2, 32);

  private final Figures figures;
  private final List<Target> targets;
  private final StringBuilder text = new StringBuilder();

  private PerformancePage(Figures figures, List<Target> targets) {
    this.figures = figures;
    this.targets = targets;
  }

  /**
   * Writes the page.
   *
   * @param figures what was measured
   * @param effort how, in words
   * @param plots where the plots lie, relative to the page
   * @return Markdown
   */
  static String of(Figures figures, String effort, Function<Holder, String> plots) {
    PerformancePage page = new PerformancePage(figures, Targets.of(figures));
    page.introduction(effort);
    page.overview();
    page.heading("hits", "An application's own token from the cache");
    page.hits(Holder.APP, plots.apply(Holder.APP));
    page.heading("user-hits", "A person's token from the cache");
    page.hits(Holder.USER, plots.apply(Holder.USER));
    page.people();
    page.stores();
    page.durable();
    page.whole();
    page.heap();
    page.cold();
    page.cluster();
    page.bound();
    page.misses();
    page.flights();
    page.transports();
    page.eachTarget();
    return page.text.toString();
  }

  private void introduction(String effort) {
    line("# Performance");
    line("");
    line("What a token costs, measured in one run for three contenders:");
    line("");
    line(
        "- **the floor**: makes a key from the request, looks it up in one `ConcurrentHashMap`"
            + " and");
    line("  compares the expiry with the clock. No library can do less.");
    line(
        "- **Latchkey**, by its public API and with its defaults. A hit reads two clocks, the"
            + " wall's");
    line("  and the monotonic one, so that setting the clock back does not prolong a token.");
    line(
        "- **MSAL4J** 1.26.0, run on the caller's thread. By default it hands each call to"
            + " another");
    line("  thread, hits included, which costs more.");
    line("");
    line(
        "All get access tokens of 1,500 characters from the same endpoint in the same process:"
            + " app");
    line(
        "tokens with a client secret, for 100 tenants and then for more resources in each; tokens"
            + " of");
    line(
        "people of one tenant, each with a refresh token of 1,100 characters and an ID token of"
            + " about");
    line(
        "1,000. Every token returned is checked. *Hot* asks for the same 16 over and over,"
            + " *random*");
    line("for any, so that in a large cache the memory is cold, for the floor too.");
    line("");
    line("Measure it yourself; this writes the page again:");
    line("");
    line("```");
    line("scripts/benchmarks           # about 30 minutes, on a machine that does nothing else");
    line("scripts/benchmarks --quick   # about 7 minutes, into benchmarks/target/performance");
    line("```");
    line("");
    line(
        "Measured on "
            + Runtime.getRuntime().availableProcessors()
            + " cores, JDK "
            + System.getProperty("java.version")
            + ", with JMH: "
            + effort
            + ". Compare ratios, not times: times are this machine's.");
    line("");
  }

  private void overview() {
    line("## Targets");
    line("");
    row("target", "", "");
    row("---", "---", "---");
    for (Target target : targets) {
      row(
          "[" + target.number() + "](#target-" + target.number() + ")",
          target.title(),
          "**" + target.verdict() + "**");
    }
    line("");
  }

  private void hits(Holder holder, String plot) {
    line("![Time of a hit by the number of " + holder.unit() + " in the cache](" + plot + ")");
    line("");
    row(
        holder.unit(),
        "keys",
        "threads",
        "floor",
        "Latchkey",
        "MSAL4J",
        "to floor",
        "MSAL4J to it");
    row("---:", "---", "---:", "---:", "---:", "---:", "---:", "---:");
    for (int threads : THREADS) {
      for (int size : figures.sizes(holder.hot())) {
        hitRow("hot", holder.hot(), size, threads);
      }
      for (int size : figures.sizes(holder.random())) {
        hitRow("random", holder.random(), size, threads);
      }
    }
    line("");
    line("Time is that of one call on one thread, with the bytes that it allocates.");
    line("");
  }

  private void hitRow(String keys, String benchmark, int size, int threads) {
    Figure floor = new Figure(benchmark, Library.FLOOR.name(), size, threads);
    Figure ours = new Figure(benchmark, Library.LATCHKEY.name(), size, threads);
    Figure msal4j = new Figure(benchmark, Library.MSAL4J.name(), size, threads);
    if (figures.cost(ours).isPresent()) {
      row(
          Text.count(size),
          keys,
          String.valueOf(threads),
          cost(floor),
          cost(ours),
          cost(msal4j),
          ratio(ours, floor),
          ratio(msal4j, ours));
    }
  }

  private void people() {
    heading("people", "Everybody who has signed in");
    line("`accounts()`, which most applications call before a silent call.");
    line("");
    row("accounts", "Latchkey", "MSAL4J", "MSAL4J to it");
    row("---:", "---:", "---:", "---:");
    for (int size : figures.sizes("accounts")) {
      compared(
          Text.count(size),
          Figure.accounts(Library.LATCHKEY, size),
          Figure.accounts(Library.MSAL4J, size));
    }
    line("");
  }

  private void compared(String what, Figure ours, Figure msal4j) {
    row(what, cost(ours), cost(msal4j), ratio(msal4j, ours));
  }

  private void stores() {
    heading("stores", "Tokens that are kept outside the memory, too");
    line(
        "What a hit and a refresh cost with something behind the memory. Latchkey asks it now and"
            + " then");
    line(
        "whether anything changed, and writes what belongs to one person; where all people lie in"
            + " one");
    line(
        "file, the file is written as a whole. MSAL4J is given the whole text at each access, and"
            + " gives");
    line("the whole text after each change, as its documentation shows it.");
    line("");
    line("![Time of a hit with a store, by the number of accounts](" + StorePlot.HITS + ")");
    line("");
    line("![Time of a refresh with a store, by the number of accounts](" + StorePlot.SAVES + ")");
    line("");
    row("accounts", "kept in", "hit", "refresh and save");
    row("---:", "---", "---:", "---:");
    for (Keeping way : Keeping.values()) {
      for (int size : figures.sizes("storedHit")) {
        row(
            Text.count(size),
            way.title(),
            cost(Figure.storedHit(way, size)),
            cost(Figure.storedRefresh(way, size)));
      }
    }
    line("");
  }

  private void durable() {
    heading("durable", "Tokens on the disk for good");
    line(
        "One person's tokens: taken up, encrypted, compared with what is there under a lock,"
            + " written,");
    line("flushed, renamed, and the folder flushed; beside the last four steps alone.");
    line("");
    row("", "time");
    row("---", "---:");
    row("the bare steps", time(Figure.of("durable", "bare")));
    row("Latchkey", time(Figure.of("durable", "latchkey")));
    line("");
  }

  private void whole() {
    heading("whole", "The whole cache as text");
    line("After the refresh of one person, and into an empty cache.");
    line("");
    row("", "Latchkey", "MSAL4J", "MSAL4J to it");
    row("---", "---:", "---:", "---:");
    for (String what : List.of("export-", "load-")) {
      compared(
          what.equals("load-") ? "read" : "written",
          Figure.of("whole", what + Library.LATCHKEY),
          Figure.of("whole", what + Library.MSAL4J));
    }
    line("");
  }

  private void heap() {
    heading("heap", "Room for people");
    line("After a collection, without what an application keeps of them.");
    line("");
    row("", "a person", "for each character of their tokens");
    row("---", "---:", "---:");
    for (Library library : List.of(Library.LATCHKEY, Library.MSAL4J)) {
      Figure figure = Figure.of("heap", library.name());
      OptionalDouble ratio = figures.bytesRatio(figure, Figure.of("heap", "characters"));
      row(
          library.title(),
          figures.cost(figure).map(it -> Text.bytes(it.bytes())).orElse(""),
          ratio.isPresent() ? Text.number(ratio.getAsDouble()) + " B" : "");
    }
    line("");
  }

  private void cold() {
    heading("cold", "A cold start");
    line("From the start of the JVM until the program has one token, which is in a file.");
    line("");
    row("", "time", "over the bare JVM");
    row("---", "---:", "---:");
    Figure nothing = Figure.of("cold", ColdStart.NOTHING);
    row("a search in the text", time(nothing), "");
    for (Library library : List.of(Library.LATCHKEY, Library.MSAL4J)) {
      Figure figure = Figure.of("cold", library.name());
      OptionalDouble added = figures.added(figure, nothing);
      row(library.title(), time(figure), added.isPresent() ? Text.time(added.getAsDouble()) : "");
    }
    line("");
  }

  private void cluster() {
    heading("cluster", "A cluster behind it");
    line(
        "One member of Hazelcast in the same JVM, entries of 6,000 bytes; the hit is one from the"
            + " memory");
    line("of a client whose store is the cluster.");
    line("");
    row("", "Hazelcast alone", "Latchkey");
    row("---", "---:", "---:");
    beside("a hit, beside a look into the near cache", "near-cache", "hit");
    beside("a load, beside `IMap.get`", "get", "load");
    beside("a save, beside `IMap.set`", "set", "save");
    line("");
  }

  private void beside(String what, String bare, String ours) {
    row(what, time(Figure.of("hazelcast", bare)), time(Figure.of("hazelcast", ours)));
  }

  private String time(Figure figure) {
    return figures.cost(figure).map(it -> Text.time(it.nanos())).orElse("");
  }

  private void bound() {
    heading("bound", "A token that is bound to a key");
    line("From the cache, and with the header fields of one request, which are signed each time.");
    line("");
    row("key", "hit", "hit and signature");
    row("---", "---:", "---:");
    for (SigningAlgorithm key : List.of(SigningAlgorithm.PS256, SigningAlgorithm.ES256)) {
      row(key.name(), cost(Figure.boundHit(key)), cost(Figure.boundRequest(key)));
    }
    line("");
  }

  private void misses() {
    heading("misses", "A token from the endpoint");
    line(
        "Without any network: what the library itself adds. Latchkey sends on threads of its own,"
            + " so");
    line(
        "that callers can be cancelled and share a request. It uses a signed assertion again"
            + " until");
    line("shortly before its end; MSAL4J signs each.");
    line("");
    row("with a", "Latchkey", "MSAL4J", "MSAL4J to it");
    row("---", "---:", "---:", "---:");
    for (Identity identity : Identity.values()) {
      compared(
          "an app's " + identity.name().toLowerCase(Locale.ROOT),
          Figure.miss(Library.LATCHKEY, identity),
          Figure.miss(Library.MSAL4J, identity));
    }
    for (int size : figures.sizes("refresh")) {
      compared(
          "refresh token, " + Holder.USER.units(size),
          Figure.refresh(Library.LATCHKEY, size),
          Figure.refresh(Library.MSAL4J, size));
    }
    line("");
  }

  private void flights() {
    heading("single-flight", "Many callers of one missing token");
    row("callers", "latency", "library", "requests", "median wait", "slowest", "to latency");
    row("---:", "---:", "---", "---:", "---:", "---:", "---:");
    for (SingleFlightMeasurement.Outcome outcome : figures.flights()) {
      row(
          Text.count(outcome.callers()),
          Text.time(outcome.latency()),
          outcome.library().title(),
          Text.count(outcome.requests()),
          Text.time(outcome.median()),
          Text.time(outcome.slowest()),
          Text.number(outcome.slowestRatio()));
    }
    line("");
  }

  private void transports() {
    heading("transport", "HTTP on a kept connection");
    line(
        "A token request to a server in the same process, over plain loopback; bytes are those of"
            + " the calling thread.");
    line("");
    row("sent with", "round trip", "to the raw socket");
    row("---", "---:", "---:");
    for (String way : figures.ways()) {
      String name = AdapterRoundTrip.names().contains(way) ? "adapter `" + way + "`" : way;
      row(
          name,
          cost(Figure.exchange(way)),
          ratio(Figure.exchange(way), Figure.exchange(RawSocket.NAME)));
    }
    line("");
  }

  private void eachTarget() {
    for (Target target : targets) {
      heading("target-" + target.number(), "Target " + target.number() + ": " + target.title());
      line(target.promise() + " **" + target.verdict() + "**");
      line("");
      if (!target.checks().isEmpty()) {
        checks(target.checks());
      }
    }
  }

  private void checks(List<Check> checks) {
    row("what", "measured", "wanted", "");
    row("---", "---:", "---:", "---");
    for (Check check : checks) {
      row(
          check.what(),
          Text.number(check.measured()) + check.unit(),
          (check.most() ? "≤ " : "≥ ") + Text.number(check.bound()),
          check.isMet() ? "met" : "not met");
    }
    line("");
  }

  private String cost(Figure figure) {
    Optional<Cost> cost = figures.cost(figure);
    return cost.map(known -> Text.time(known.nanos()) + ", " + Text.bytes(known.bytes()))
        .orElse("");
  }

  private String ratio(Figure one, Figure other) {
    OptionalDouble ratio = figures.ratio(one, other);
    return ratio.isPresent() ? Text.number(ratio.getAsDouble()) : "";
  }

  private void heading(String anchor, String title) {
    line("<a id=\"" + anchor + "\"></a>");
    line("");
    line("## " + title);
    line("");
  }

  private void row(String... cells) {
    List<String> padded = new ArrayList<>();
    for (String cell : cells) {
      padded.add(cell.isEmpty() ? "|" : "| " + cell);
    }
    line(String.join(" ", padded) + " |");
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
