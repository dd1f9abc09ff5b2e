package dev.latchkey.spi.broker;

import dev.latchkey.spi.Provider;

/**
 * Finds a broker adapter. It is asked only on platforms that the application has opted in to.
 *
 * @since 0.1
 */
public interface BrokerProvider extends Provider {

  /**
   * Tells where the adapter works. Loads nothing native.
   *
   * @param platform the platform of this process
   * @return whether it is worth opening there
   */
  boolean supports(BrokerPlatform platform);

  /**
   * Opens the adapter. Whether there is a broker is told later: {@link Broker#availability}.
   *
   * @param settings what it needs
   * @return a broker that the caller closes
   * @throws dev.latchkey.domain.error.BrokerException if the adapter cannot be brought up on this
   *     machine, so that flows go on without a broker
   * @throws dev.latchkey.domain.error.ConfigurationException if a library is missing that the
   *     application has to add
   */
  Broker open(BrokerSettings settings);
}
