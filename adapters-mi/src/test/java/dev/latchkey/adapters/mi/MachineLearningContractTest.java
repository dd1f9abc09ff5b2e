package dev.latchkey.adapters.mi;

import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.tck.ManagedIdentityBackendContract;
import dev.latchkey.spi.tck.MapEnvironment;
import java.util.List;
import java.util.Map;

class MachineLearningContractTest extends ManagedIdentityBackendContract {

  @Override
  protected ManagedIdentityBackend open(ManagedIdentityContext context) {
    return new MachineLearning(context);
  }

  @Override
  protected MapEnvironment signs() {
    return MapEnvironment.of(
        Map.of("MSI_ENDPOINT", "http://127.0.0.1:46808/MSI/token", "MSI_SECRET", "hush-2"));
  }

  @Override
  protected List<String> secrets() {
    return List.of("hush-2");
  }
}
