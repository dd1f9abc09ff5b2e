package dev.latchkey.adapters.mi;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityBackendProvider;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import java.util.List;

/**
 * Opens the back ends of Azure's hosts, in the order in which Azure documents their signs: Service
 * Fabric, App Service (with Functions, Container Apps and Automation), Machine Learning, Azure Arc,
 * Cloud Shell, and virtual machines where there is no sign at all.
 *
 * @since 0.1
 */
public final class AzureHostsProvider implements ManagedIdentityBackendProvider {

  /** Does nothing; {@link #open} does. */
  public AzureHostsProvider() {}

  @Override
  public String name() {
    return "azure";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public List<ManagedIdentityBackend> open(ManagedIdentityContext context) {
    return List.of(
        new ServiceFabric(context),
        new AppService(context),
        new MachineLearning(context),
        new AzureArc(context),
        new CloudShell(context),
        new Imds(context));
  }
}
