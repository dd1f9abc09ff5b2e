package dev.latchkey.application.accounts;

import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.spi.time.Cancellation;
import java.util.List;
import java.util.Objects;

/** Lists the people whom the broker of the device knows, signed in to this application or not. */
public final class ListBrokerAccounts {

  private final BrokerTokens broker;
  private final Authority authority;
  private final Environment environment;

  /**
   * Puts the use case together.
   *
   * @param broker asked
   * @param authority whose people
   * @param environment under which they are kept
   */
  public ListBrokerAccounts(BrokerTokens broker, Authority authority, Environment environment) {
    this.broker = Objects.requireNonNull(broker, "broker");
    this.authority = Objects.requireNonNull(authority, "authority");
    this.environment = Objects.requireNonNull(environment, "environment");
  }

  /**
   * Lists them.
   *
   * @param cancellation ends the wait
   * @return the people; empty where no broker serves the authority
   */
  public List<Account> list(Cancellation cancellation) {
    return broker.device().serves(authority, cancellation)
        ? broker.accounts(cancellation).stream()
            .filter(it -> isOurs(it.environment()))
            .map(it -> Account.of(it.homeAccountId(), environment, it.username()))
            .toList()
        : List.of();
  }

  // Brokers and caches name a cloud by any of its hosts.
  private boolean isOurs(Environment other) {
    return Cloud.ofHost(other.value())
        .map(it -> new Environment(it.cacheHost()))
        .orElse(other)
        .equals(environment);
  }
}
