package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerProvider;
import dev.latchkey.spi.broker.BrokerSettings;
import java.util.Locale;
import java.util.function.Function;

/**
 * Asks the broker of Windows through MSALRuntime, by its published Java binding {@code
 * com.microsoft.azure:javamsalruntime}: an optional library that the application adds, and that is
 * loaded on Windows alone.
 *
 * @since 0.1
 */
public final class MsalRuntimeBrokerProvider implements BrokerProvider {

  private final Function<BrokerSettings, MsalRuntime> binding;

  /** Loads nothing; {@link #open} does. */
  public MsalRuntimeBrokerProvider() {
    this(settings -> JavaMsalRuntime.start(settings.personalDataLogged()));
  }

  MsalRuntimeBrokerProvider(Function<BrokerSettings, MsalRuntime> binding) {
    this.binding = binding;
  }

  @Override
  public String name() {
    return "msalruntime";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public boolean supports(BrokerPlatform platform) {
    return platform == BrokerPlatform.WINDOWS;
  }

  @Override
  public Broker open(BrokerSettings settings) {
    String system = settings.environment().property("os.name").orElse("");
    if (!system.toLowerCase(Locale.ROOT).startsWith("windows")) {
      throw new BrokerException("MSALRuntime is a library of Windows; nothing was loaded");
    }
    try {
      return new WindowsBroker(binding.apply(settings), settings.time());
    } catch (LinkageError e) {
      // A class that is not there is no class that fails.
      if (e instanceof NoClassDefFoundError && e.getCause() instanceof ClassNotFoundException) {
        throw new ConfigurationException(
            "the Java binding of MSALRuntime is not on the path; add the artifact"
                + " com.microsoft.azure:javamsalruntime, or take WINDOWS from brokerOn(...)",
            FailureDetails.none(),
            e);
      }
      throw new BrokerException(
          "MSALRuntime cannot be brought up on this machine", FailureDetails.none(), e);
    }
  }
}
