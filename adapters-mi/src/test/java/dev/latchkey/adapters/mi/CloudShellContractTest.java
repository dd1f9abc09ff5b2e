package dev.latchkey.adapters.mi;

import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.tck.ManagedIdentityBackendContract;
import dev.latchkey.spi.tck.MapEnvironment;
import java.util.List;
import java.util.Map;

class CloudShellContractTest extends ManagedIdentityBackendContract {

  @Override
  protected ManagedIdentityBackend open(ManagedIdentityContext context) {
    return new CloudShell(context);
  }

  @Override
  protected MapEnvironment signs() {
    return MapEnvironment.of(Map.of("AZUREPS_HOST_ENVIRONMENT", "cloud-shell/1.0"));
  }

  @Override
  protected List<String> secrets() {
    return List.of();
  }
}
