package dev.latchkey.adapters.mi;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where a host may lie. Addresses are told by their usual form alone: a name would have to be
 * looked up, and may lead elsewhere when it is looked up again.
 */
enum Addresses implements Predicate<String> {
  /** This machine. */
  LOOPBACK(Patterns.LOOPBACK),
  /** This machine, its link or its network. */
  NEAR(Patterns.LOOPBACK + "|" + Patterns.NETWORK),
  /** The same, and the names that a cluster gives to its services. */
  CLUSTER(
      Patterns.LOOPBACK
          + "|"
          + Patterns.NETWORK
          + "|[a-z]([a-z0-9-]*[a-z0-9])?|[a-z0-9.-]+\\.svc(\\.cluster\\.local)?"),
  /** The same as near, and the servers that run the jobs of Azure Automation. */
  JOBS(
      Patterns.LOOPBACK + "|" + Patterns.NETWORK + "|[a-z0-9.-]+\\.azure-automation\\.(net|us|cn)"),
  /** Whoever can prove to be the host by other means. */
  ANYWHERE(".*");

  private final Pattern pattern;

  Addresses(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  @Override
  public boolean test(String host) {
    return pattern.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static final class Patterns {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final String LOOPBACK = "localhost|127(\\." + OCTET + "){3}|\\[::1]";
    private static final String NETWORK =
        "10(\\."
            + OCTET
            + "){3}|192\\.168(\\."
            + OCTET
            + "){2}|172\\.(1[6-9]|2\\d|3[01])(\\."
            + OCTET
            + "){2}|169\\.254(\\."
            + OCTET
            + "){2}|\\[fe[89ab][0-9a-f]:[0-9a-f:]*]|\\[f[cd][0-9a-f]{2}:[0-9a-f:]*]";
  }
}
