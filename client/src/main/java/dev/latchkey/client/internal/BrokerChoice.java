package dev.latchkey.client.internal;

import dev.latchkey.application.broker.DeviceBroker;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerProvider;
import dev.latchkey.spi.broker.BrokerSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a client asks a broker, and which: told by the platform and the application's opt-in. */
final class BrokerChoice {

  private static final String NO_BROKER =
      "add the latchkey-adapters-broker artifact (at least version 0.1) or take brokerOn(...) back";

  private final Set<BrokerPlatform> optedIn = new HashSet<>();
  private @Nullable Broker given;
  private @Nullable String provider;

  void optIn(List<BrokerPlatform> platforms) {
    optedIn.clear();
    optedIn.addAll(platforms);
  }

  void optIn(BrokerPlatform platform, boolean value) {
    if (value) {
      optedIn.add(platform);
    } else {
      optedIn.remove(platform);
    }
  }

  void use(Broker value) {
    this.given = value;
  }

  void choose(String name) {
    this.provider = name;
  }

  DeviceBroker open(ClientId clientId, ClientOptions options) {
    BrokerPlatform here = optedIn.isEmpty() ? null : platform(options.environment());
    BrokerPlatform platform = here != null && optedIn.contains(here) ? here : null;
    Broker broker = null;
    if (platform != null) {
      broker = given == null ? found(platform, options) : given;
    }
    return new DeviceBroker(
        clientId, broker, given == null, redirectUri(platform, clientId), options.time());
  }

  // Which adapter is missing only the developer can mend; what an adapter misses on this machine,
  // nobody who is asked here.
  private @Nullable Broker found(BrokerPlatform platform, ClientOptions options) {
    BrokerProvider chosen = chosen(platform, options.classLoader());
    try {
      return chosen.open(
          BrokerSettings.of(options.environment(), options.time())
              .application(
                  options.appName() == null ? "" : options.appName(),
                  options.appVersion() == null ? "" : options.appVersion())
              .personalDataLogged(options.logPersonalData()));
    } catch (ConfigurationException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      log()
          .log(
              System.Logger.Level.WARNING,
              "the identity broker adapter "
                  + chosen.name()
                  + " cannot be brought up on this machine; people sign in without it",
              e);
      return null;
    }
  }

  private BrokerProvider chosen(BrokerPlatform platform, ClassLoader loader) {
    String here = platform.name().toLowerCase(Locale.ROOT);
    Providers<BrokerProvider> found =
        Providers.in(
            ServiceLoader.load(BrokerProvider.class, loader), "identity broker adapter", NO_BROKER);
    List<BrokerProvider> fitting =
        found.all().stream()
            .filter(it -> provider == null || it.name().equals(provider))
            .filter(it -> it.supports(platform))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0);
    }
    throw new ConfigurationException(
        (fitting.isEmpty()
                ? "no identity broker adapter is available on the current platform, " + here
                : "several identity broker adapters are available on the current platform, " + here)
            + "; found: "
            + found.names()
            + "; name one by brokerProvider(...), or take the platform from brokerOn(...)",
        FailureDetails.none(),
        null);
  }

  private static @Nullable BrokerPlatform platform(EnvironmentReader environment) {
    String system = environment.property("os.name").orElse("").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      // Windows 10 says 10.0, and so do those after it.
      return major(environment.property("os.version").orElse("10")) >= 10
          ? BrokerPlatform.WINDOWS
          : null;
    }
    if (system.startsWith("mac") || system.startsWith("darwin")) {
      return BrokerPlatform.MAC;
    }
    if (!system.startsWith("linux")) {
      return null;
    }
    return environment.variable("WSL_DISTRO_NAME").isPresent()
            || environment.variable("WSL_INTEROP").isPresent()
        ? BrokerPlatform.WSL
        : BrokerPlatform.LINUX;
  }

  private static int major(String version) {
    String digits = version.split("\\.", -1)[0];
    return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : 0;
  }

  private static URI redirectUri(@Nullable BrokerPlatform platform, ClientId clientId) {
    if (platform == null || platform == BrokerPlatform.LINUX) {
      return URI.create("https://login.microsoftonline.com/common/oauth2/nativeclient");
    }
    return URI.create(
        platform == BrokerPlatform.MAC
            ? "msauth.com.msauth.unsignedapp://auth"
            : "ms-appx-web://Microsoft.AAD.BrokerPlugin/"
                + URLEncoder.encode(clientId.value(), StandardCharsets.UTF_8));
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(BrokerChoice.class.getName());
  }
}
