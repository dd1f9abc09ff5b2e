package dev.latchkey.adapters.mi;

import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.tck.ManagedIdentityBackendContract;
import dev.latchkey.spi.tck.MapEnvironment;
import java.util.List;
import java.util.Map;

class ServiceFabricContractTest extends ManagedIdentityBackendContract {

  @Override
  protected ManagedIdentityBackend open(ManagedIdentityContext context) {
    return new ServiceFabric(context);
  }

  @Override
  protected MapEnvironment signs() {
    return MapEnvironment.of(
        Map.of(
            "IDENTITY_ENDPOINT",
            "https://10.0.0.4:2377/token",
            "IDENTITY_HEADER",
            "hush-3",
            "IDENTITY_SERVER_THUMBPRINT",
            "ab".repeat(20)));
  }

  @Override
  protected List<String> secrets() {
    return List.of("hush-3");
  }
}
