package dev.latchkey.spi.http;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.OutsideText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a {@link NoProxy}.
 *
 * @param text the entry as it was written, in lower case
 * @param scope what it covers
 * @param port the only port that it covers, or 0 for all
 */
record ProxyBypass(String text, Scope scope, int port) {

  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]*]|[^:\\[\\]]*):(\\d{1,5})");
  private static final Pattern LABELS =
      Pattern.compile(
          "(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*[a-z0-9_][a-z0-9_-]{0,62}\\.?");
  private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");
  private static final int LONGEST_SHOWN = 100;

  /** What an entry covers. */
  @FunctionalInterface
  interface Scope {
    boolean covers(String host);
  }

  /**
   * Reads an entry.
   *
   * @param entry in lower case
   * @return the entry
   * @throws ConfigurationException if it is none
   */
  static ProxyBypass parse(String entry) {
    Matcher withPort = WITH_PORT.matcher(entry);
    if (!withPort.matches()) {
      return new ProxyBypass(entry, scope(entry, entry), 0);
    }
    int port = Integer.parseInt(withPort.group(2));
    if (port < 1 || port > 65_535 || withPort.group(1).contains("/")) {
      throw wrong(entry);
    }
    return new ProxyBypass(entry, scope(withPort.group(1), entry), port);
  }

  private static Scope scope(String host, String entry) {
    if (host.equals("*")) {
      return any -> true;
    }
    int slash = host.indexOf('/');
    if (slash >= 0) {
      return block(host.substring(0, slash), host.substring(slash + 1), entry);
    }
    AddressBits address = AddressBits.parse(host);
    if (address != null) {
      return other -> address.equals(AddressBits.parse(other));
    }
    return names(host, entry);
  }

  private static Scope block(String network, String prefix, String entry) {
    AddressBits address = AddressBits.parse(network);
    if (address == null
        || !PREFIX.matcher(prefix).matches()
        || Integer.parseInt(prefix) > address.length()) {
      throw wrong(entry);
    }
    int bits = Integer.parseInt(prefix);
    return other -> {
      AddressBits asked = AddressBits.parse(other);
      return asked != null && asked.startsLike(address, bits);
    };
  }

  private static Scope names(String host, String entry) {
    boolean belowOnly = host.startsWith(".") || host.startsWith("*.");
    String name = withoutDot(belowOnly ? host.substring(host.indexOf('.') + 1) : host);
    // What ends in a number is an address, and this one was not readable as such (RFC 3986, 3.2.2).
    if (!LABELS.matcher(name).matches() || name.matches("(?:.*\\.)?\\d+")) {
      throw wrong(entry);
    }
    return other ->
        withoutDot(other).endsWith("." + name) || (!belowOnly && withoutDot(other).equals(name));
  }

  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static ConfigurationException wrong(String entry) {
    return new ConfigurationException(
        "the entry "
            + OutsideText.line(entry, LONGEST_SHOWN)
            + " of the hosts without proxy is not readable; write a host, .suffix, address,"
            + " address/bits, any of them with :port, or *");
  }

  boolean covers(HostAndPort asked) {
    return (port == 0 || port == asked.port()) && scope.covers(asked.host());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProxyBypass that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
