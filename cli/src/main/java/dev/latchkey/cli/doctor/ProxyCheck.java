package dev.latchkey.cli.doctor;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Proxy;
import java.util.List;

/** Which way requests to an authority go. */
public final class ProxyCheck implements Check {

  private final Authority authority;
  private final HttpSettings settings;

  /**
   * Prepares the check.
   *
   * @param authority is gone to
   * @param settings say how
   */
  public ProxyCheck(Authority authority, HttpSettings settings) {
    this.authority = authority;
    this.settings = settings;
  }

  @Override
  public String subject() {
    return "proxy";
  }

  @Override
  public List<Finding> run() {
    HostAndPort asked = Way.asked(authority.uri());
    HostAndPort target = Way.target(authority.uri(), settings);
    String elsewhere = target.equals(asked) ? "" : ", which stands for " + asked;
    if (!(settings.proxy() instanceof Proxy.Via via)) {
      return List.of(Finding.ok(subject(), "none; " + target + " is gone to directly" + elsewhere));
    }
    return List.of(
        Finding.ok(
            subject(),
            via.isFor(target)
                ? target + " is reached through " + via.address() + elsewhere
                : target + " is gone to directly, past " + via.address() + elsewhere));
  }
}
