package dev.latchkey.integration.http;

import dev.latchkey.spi.http.HostAndPort;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that may see a token: those the application names, over https. Host and port are
 * compared in full; a host stands for itself and not for those below it. Immutable.
 *
 * @since 0.1
 */
public final class TokenHosts {

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|::1|0:0:0:0:0:0:0:1");

  private final Set<HostAndPort> named;
  private final boolean plainOnLoopback;

  private TokenHosts(Set<HostAndPort> named, boolean plainOnLoopback) {
    this.named = named;
    this.plainOnLoopback = plainOnLoopback;
  }

  /**
   * Names the hosts.
   *
   * @param hosts each a name or address, with {@code :port} if that is not 443
   * @return these hosts, over https
   * @throws IllegalArgumentException if there is none, or one is no host
   */
  public static TokenHosts of(String... hosts) {
    if (hosts.length == 0) {
      throw new IllegalArgumentException("no host is named; name those that may see the token");
    }
    return new TokenHosts(
        Arrays.stream(hosts).map(TokenHosts::parsed).collect(Collectors.toUnmodifiableSet()),
        false);
  }

  /**
   * Lets named hosts have the token over plain http too where they are this machine itself: {@code
   * localhost}, 127.0.0.0/8 and ::1. For tests and for sidecars.
   *
   * @return a copy that does
   */
  public TokenHosts plainHttpOnLoopback() {
    return new TokenHosts(named, true);
  }

  private static HostAndPort parsed(String text) {
    Objects.requireNonNull(text, "host");
    try {
      URI uri = new URI("https://" + text);
      if (uri.getHost() != null && text.equals(uri.getRawAuthority()) && !text.contains("@")) {
        return new HostAndPort(bare(uri.getHost()), uri.getPort() == -1 ? 443 : uri.getPort());
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new IllegalArgumentException(wrong(), e);
    }
    throw new IllegalArgumentException(wrong());
  }

  private static String wrong() {
    return "a host that may see the token is no host; give api.example.com or"
        + " api.example.com:8443, without https:// and path";
  }

  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /**
   * Tells whether a request may carry a token, for interceptors of other HTTP clients.
   *
   * @param uri where the request goes
   * @return whether host and port are named, and the way there is safe
   */
  public boolean mayHaveToken(URI uri) {
    return uri.getScheme() != null
        && uri.getHost() != null
        && mayHaveToken(uri.getScheme(), uri.getHost(), uri.getPort());
  }

  boolean mayHaveToken(String scheme, String host, int port) {
    boolean secured = scheme.equalsIgnoreCase("https");
    HostAndPort peer = new HostAndPort(bare(host), port > 0 ? port : secured ? 443 : 80);
    return named.contains(peer)
        && (secured
            || plainOnLoopback
                && scheme.equalsIgnoreCase("http")
                && LOOPBACK.matcher(peer.host()).matches());
  }

  /** {@return the hosts} */
  @Override
  public String toString() {
    return "TokenHosts" + named;
  }
}
