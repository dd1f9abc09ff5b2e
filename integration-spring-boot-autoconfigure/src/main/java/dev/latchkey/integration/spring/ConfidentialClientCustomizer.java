package dev.latchkey.integration.spring;

import dev.latchkey.client.ConfidentialClient;

/**
 * Has the last word on each confidential client that is built from properties. Declare a bean of
 * it; several are called in their order.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ConfidentialClientCustomizer {

  /**
   * Changes options. An event sink that is set here takes the place of all sinks that are beans.
   *
   * @param name the client's, as in {@code latchkey.clients.NAME}
   * @param builder has what the properties say already
   */
  void customize(String name, ConfidentialClient.Builder builder);
}
