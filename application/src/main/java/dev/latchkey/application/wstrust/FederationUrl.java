package dev.latchkey.application.wstrust;

import java.net.URI;
import java.net.URISyntaxException;

/** Reads addresses that others name: a password, or what decides on it, goes over https alone. */
final class FederationUrl {

  private static final int LONGEST = 2048;

  private FederationUrl() {}

  /**
   * Reads an address.
   *
   * @param name what to call it
   * @throws IllegalArgumentException if it is no https URL of at most 2,048 characters, or has user
   *     information or a fragment
   */
  static URI parse(String name, String text) {
    String trimmed = text.strip();
    if (trimmed.length() > LONGEST) {
      throw new IllegalArgumentException(name + " has more than " + LONGEST + " characters");
    }
    URI uri;
    try {
      uri = new URI(trimmed);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(name + " is no URL");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(name + " is no https URL");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(name + " has user information or a fragment");
    }
    return uri;
  }
}
