package dev.latchkey.application.silent;

import java.util.Objects;

/**
 * Who is asked for a token that is not in the cache.
 *
 * @param refresh redeems refresh tokens
 * @param broker asks the broker of the device, where there is one
 */
public record SilentSources(SilentRefresh refresh, SilentBroker broker) {

  /**
   * Checks that both are there.
   *
   * @param refresh redeems refresh tokens
   * @param broker asks the broker of the device, where there is one
   */
  public SilentSources {
    Objects.requireNonNull(refresh, "refresh");
    Objects.requireNonNull(broker, "broker");
  }
}
