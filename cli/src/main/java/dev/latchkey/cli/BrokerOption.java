package dev.latchkey.cli;

import dev.latchkey.client.PublicClient;
import dev.latchkey.spi.broker.BrokerPlatform;
import picocli.CommandLine.Option;

/** Whether the broker of the device is asked. */
final class BrokerOption {

  @Option(
      names = "--broker",
      description =
          "Signs in by the identity broker of this machine, if there is one; else without.")
  private boolean broker;

  boolean isGiven() {
    return broker;
  }

  PublicClient.Builder applyTo(PublicClient.Builder builder) {
    return broker ? builder.brokerOn(BrokerPlatform.values()) : builder;
  }
}
