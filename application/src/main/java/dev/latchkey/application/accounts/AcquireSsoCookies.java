package dev.latchkey.application.accounts;

import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Has the broker of the device sign a browser in. */
public final class AcquireSsoCookies {

  private final UserAudiences audiences;
  private final BrokerTokens broker;
  private final KnownPeople people;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param broker asked
   * @param people tells by which id the broker knows a person
   */
  public AcquireSsoCookies(UserAudiences audiences, BrokerTokens broker, KnownPeople people) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.broker = Objects.requireNonNull(broker, "broker");
    this.people = Objects.requireNonNull(people, "people");
  }

  /**
   * Gets the cookies for one visit to a sign-in page.
   *
   * @param account the person
   * @param page the page
   * @param cancellation ends the wait
   * @return the cookies; empty where no broker serves the authority or it has none to give, and for
   *     people who have signed out
   * @throws IllegalArgumentException if the page is none of the authority's
   */
  public List<SsoCookies.Cookie> acquire(Account account, URI page, Cancellation cancellation) {
    Objects.requireNonNull(account, "account");
    UserAudience audience = audiences.of(CallOptions.none(), account);
    requirePageOf(audience.authority(), Objects.requireNonNull(page, "page"));
    cancellation.throwIfCancelled();
    return broker.device().isSignedOut(account.homeAccountId())
            || !broker.device().serves(audience.authority(), cancellation)
        ? List.of()
        : broker.cookies(people.named(account, audience), audience.authority(), page, cancellation);
  }

  // The cookie signs in as the person, whoever shows it.
  private static void requirePageOf(Authority authority, URI page) {
    String host = page.getHost();
    if (!"https".equalsIgnoreCase(page.getScheme()) || host == null) {
      throw new IllegalArgumentException("page is not an https address with a host");
    }
    String own = authority.uri().getHost();
    Optional<Cloud> cloud = Cloud.ofHost(host);
    if (!host.equalsIgnoreCase(own) && (cloud.isEmpty() || !cloud.equals(Cloud.ofHost(own)))) {
      throw new IllegalArgumentException(
          "page is not a sign-in page at "
              + own
              + "; the cookie signs in as the person, so it is given for no other");
    }
  }
}
