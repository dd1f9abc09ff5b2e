package dev.latchkey.adapters.mi;

import dev.latchkey.domain.error.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** The address of a host, as a variable has it and a rule allows it. */
final class Endpoint {

  private final URI uri;

  private Endpoint(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads an address.
   *
   * @param variable where it stood
   * @param value what stood there
   * @param schemes those that are allowed
   * @param hosts those that are allowed
   * @return the address
   * @throws ConfigurationException if it is none, or leads where no such host lies
   */
  static Endpoint of(Variable variable, String value, Set<String> schemes, Addresses hosts) {
    URI uri = parse(variable, value);
    if (uri.getHost() == null
        || uri.getScheme() == null
        || uri.getRawUserInfo() != null
        || uri.getRawQuery() != null
        || uri.getRawFragment() != null) {
      throw unfit(variable, "is no plain absolute URL");
    }
    if (!schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
      throw unfit(variable, "has a scheme other than " + String.join(" or ", schemes));
    }
    if (!hosts.test(uri.getHost())) {
      throw unfit(variable, "leads to a place where no such host lies, so nothing was sent there");
    }
    return new Endpoint(uri);
  }

  @SuppressWarnings("UnusedException") // its message repeats the value
  private static URI parse(Variable variable, String value) {
    try {
      return new URI(value.strip());
    } catch (URISyntaxException e) {
      throw unfit(variable, "is no URL");
    }
  }

  private static ConfigurationException unfit(Variable variable, String why) {
    return new ConfigurationException(
        "environment variable " + variable + " " + why + "; it is set by the host, leave it alone");
  }

  /** The address with a path behind it; slashes at its end do not double. */
  Endpoint under(String path) {
    String base = uri.toString();
    while (base.endsWith("/")) {
      base = base.substring(0, base.length() - 1);
    }
    return new Endpoint(URI.create(base + path));
  }

  URI uri() {
    return uri;
  }
}
