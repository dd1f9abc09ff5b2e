package dev.latchkey.cli;

import dev.latchkey.client.PublicClient;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.system.EnvironmentReader;
import picocli.CommandLine.Option;

/** Whether the broker of the device is asked. */
final class BrokerOption {

  @Option(
      names = "--broker",
      description =
          "Asks the identity broker of this machine, if there is one; else goes on without. On"
              + " Linux.")
  private boolean broker;

  boolean isGiven() {
    return broker;
  }

  // Where this program has no adapter, opting in would be an error.
  PublicClient.Builder applyTo(PublicClient.Builder builder, EnvironmentReader environment) {
    return broker ? builder.brokerOn(BrokerPlatform.LINUX).environment(environment) : builder;
  }
}
