package dev.latchkey.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

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
   * @param plot where the plot lies, relative to the page
   * @return Markdown
   */
  static String of(Figures figures, String effort, String plot) {
    PerformancePage page = new PerformancePage(figures, Targets.of(figures));
    page.introduction(effort);
    page.overview();
    page.hits(plot);
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
        "- **the floor**: makes a key from the request, looks it up in one `ConcurrentHashMap` and");
    line("  compares the expiry with the clock. No library can do less.");
    line(
        "- **Latchkey**, by its public API and with its defaults. A hit reads two clocks, the wall's");
    line("  and the monotonic one, so that setting the clock back does not prolong a token.");
    line(
        "- **MSAL4J** 1.26.0, run on the caller's thread. By default it hands each call to another");
    line("  thread, hits included, which costs more.");
    line("");
    line(
        "All get app tokens of 1,500 characters with a client secret from the same endpoint in the");
    line(
        "same process, for 100 tenants and then for more resources in each. Every token returned is");
    line(
        "checked. *Hot* asks for the same 16 tokens over and over, *random* for any, so that in a");
    line("large cache the memory is cold, for the floor too.");
    line("");
    line("Measure it yourself; this writes the page again:");
    line("");
    line("```");
    line("scripts/benchmarks           # about 20 minutes, on a machine that does nothing else");
    line("scripts/benchmarks --quick   # about 3 minutes, into benchmarks/target/performance");
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

  private void hits(String plot) {
    heading("hits", "A token from the cache");
    line("![Time of a hit by the number of tokens in the cache](" + plot + ")");
    line("");
    row("tokens", "keys", "threads", "floor", "Latchkey", "MSAL4J", "to floor", "MSAL4J to it");
    row("---:", "---", "---:", "---:", "---:", "---:", "---:", "---:");
    for (int threads : THREADS) {
      for (String keys : List.of("hot", "random")) {
        for (int size : figures.sizes()) {
          hitRow(keys, size, threads);
        }
      }
    }
    line("");
    line("Time is that of one call on one thread, with the bytes that it allocates.");
    line("");
  }

  private void hitRow(String keys, int size, int threads) {
    Figure floor = new Figure(keys, Library.FLOOR.name(), size, threads);
    Figure ours = new Figure(keys, Library.LATCHKEY.name(), size, threads);
    Figure msal4j = new Figure(keys, Library.MSAL4J.name(), size, threads);
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

  private void misses() {
    heading("misses", "A token from the endpoint");
    line(
        "Without any network: what the library itself adds. Latchkey sends on threads of its own, so");
    line(
        "that callers can be cancelled and share a request. It uses a signed assertion again until");
    line("shortly before its end; MSAL4J signs each.");
    line("");
    row("with a", "Latchkey", "MSAL4J", "MSAL4J to it");
    row("---", "---:", "---:", "---:");
    for (Identity identity : Identity.values()) {
      Figure ours = Figure.miss(Library.LATCHKEY, identity);
      Figure msal4j = Figure.miss(Library.MSAL4J, identity);
      row(identity.name().toLowerCase(Locale.ROOT), cost(ours), cost(msal4j), ratio(msal4j, ours));
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
        "A token request to a server in the same process, over plain loopback; bytes are those of the calling thread.");
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
