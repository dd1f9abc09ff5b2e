package dev.latchkey.spi.http;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address as a number, so that each way of writing it is the same. No name is looked up.
 *
 * @param value the bits
 * @param length how many there are: 32 or 128
 */
record AddressBits(BigInteger value, int length) {

  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:]{2,}(?:" + V4.pattern() + ")?");

  /**
   * Reads an address; one of IPv4 that is dressed as IPv6 becomes what it is.
   *
   * @param text an address, that of IPv6 with or without brackets
   * @return the address, or null if the text is something else
   */
  static @Nullable AddressBits parse(String text) {
    String bare = withoutZone(withoutBrackets(text));
    boolean isV6 = bare.indexOf(':') >= 0;
    if (!(isV6 ? V6 : V4).matcher(bare).matches() || (!isV6 && !bare.equals(text))) {
      return null;
    }
    try {
      // The runtime looks nothing up for a text of this shape.
      byte[] bytes = InetAddress.getByName(isV6 ? "[" + bare + "]" : bare).getAddress();
      return new AddressBits(new BigInteger(1, bytes), 8 * bytes.length);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static String withoutBrackets(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }

  // Which network card a link-local address is behind (RFC 6874) does not change the address.
  private static String withoutZone(String text) {
    int percent = text.indexOf('%');
    return percent < 0 || text.indexOf(':') < 0 ? text : text.substring(0, percent);
  }

  boolean startsLike(AddressBits network, int bits) {
    int rest = length - bits;
    return length == network.length
        && value.shiftRight(rest).equals(network.value.shiftRight(rest));
  }
}
