package dev.latchkey.adapters.mi;

import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.tck.ManagedIdentityBackendContract;
import dev.latchkey.spi.tck.MapEnvironment;
import java.util.List;
import java.util.Map;

class AppServiceContractTest extends ManagedIdentityBackendContract {

  @Override
  protected ManagedIdentityBackend open(ManagedIdentityContext context) {
    return new AppService(context);
  }

  @Override
  protected MapEnvironment signs() {
    return MapEnvironment.of(
        Map.of(
            "IDENTITY_ENDPOINT", "http://127.0.0.1:41741/msi/token", "IDENTITY_HEADER", "hush-1"));
  }

  @Override
  protected List<String> secrets() {
    return List.of("hush-1");
  }
}
