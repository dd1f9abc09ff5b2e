package dev.latchkey.spi.http;

import dev.latchkey.domain.error.ConfigurationException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Which hosts a proxy is passed by for: the list that the environment variable {@code NO_PROXY}
 * holds. Immutable.
 *
 * <p>Entries are parted by commas or blanks, letter case does not matter:
 *
 * <ul>
 *   <li>{@code example.com}: the host and all hosts below it
 *   <li>{@code .example.com} or {@code *.example.com}: the hosts below it alone
 *   <li>{@code 10.1.2.3}, {@code fd00::1} or {@code [fd00::1]}: the address, however it is written
 *   <li>{@code 10.0.0.0/8} or {@code fd00::/8}: a block of addresses (CIDR)
 *   <li>any of these but a block with a port behind it: {@code example.com:8443}, {@code
 *       [fd00::1]:8443}
 *   <li>{@code *}: every host
 * </ul>
 *
 * <p>Names are compared as they are written and never looked up: a name whose address lies in a
 * block goes through the proxy.
 *
 * @since 0.1
 */
public final class NoProxy {

  private static final NoProxy NOBODY = new NoProxy(List.of());

  private final List<ProxyBypass> entries;

  private NoProxy(List<ProxyBypass> entries) {
    this.entries = entries;
  }

  /** {@return the list without an entry} */
  public static NoProxy nobody() {
    return NOBODY;
  }

  /**
   * Reads a list.
   *
   * @param text the entries; empty for none
   * @return the list
   * @throws ConfigurationException if an entry is none of those above, which names it
   */
  public static NoProxy parse(String text) {
    return new NoProxy(
        Arrays.stream(text.split("[,\\s]+"))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> ProxyBypass.parse(entry.toLowerCase(Locale.ROOT)))
            .toList());
  }

  /**
   * Tells whether a host is on the list.
   *
   * @param host the host and port that a request is for; an IPv6 address with or without brackets
   * @return whether the proxy is passed by
   */
  public boolean covers(HostAndPort host) {
    return entries.stream().anyMatch(entry -> entry.covers(host));
  }

  /** {@return whether the entries are equal, in the same order} */
  @Override
  public boolean equals(Object other) {
    return other instanceof NoProxy that && entries.equals(that.entries);
  }

  /** {@return a hash over the entries} */
  @Override
  public int hashCode() {
    return Objects.hash(entries);
  }

  /** {@return the entries, parted by commas} */
  @Override
  public String toString() {
    return String.join(",", entries.stream().map(ProxyBypass::toString).toList());
  }
}
