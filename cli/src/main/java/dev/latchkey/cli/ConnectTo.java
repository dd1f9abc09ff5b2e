package dev.latchkey.cli;

import dev.latchkey.spi.http.HostAndPort;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One detour: what is meant for a host and port is sent to another, as curl does.
 *
 * @param from what the URL says
 * @param to where the connection goes
 */
record ConnectTo(HostAndPort from, HostAndPort to) {

  private static final String PART = "(\\[[^\\[\\]]+]|[^:\\[\\]]+):(\\d{1,5})";
  private static final Pattern SHAPE = Pattern.compile(PART + ":" + PART);
  private static final Pattern ADDRESS = Pattern.compile(PART);

  static ConnectTo parse(String text) {
    Matcher parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "expected HOST:PORT:HOST:PORT, an IPv6 address in brackets");
    }
    return new ConnectTo(
        address(parts.group(1), parts.group(2)), address(parts.group(3), parts.group(4)));
  }

  static HostAndPort address(String text) {
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("expected HOST:PORT, an IPv6 address in brackets");
    }
    return address(parts.group(1), parts.group(2));
  }

  private static HostAndPort address(String host, String port) {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new HostAndPort(bare, Integer.parseInt(port));
  }
}
