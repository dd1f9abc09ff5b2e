package dev.latchkey.adapters.mi;

import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.tck.ManagedIdentityBackendContract;
import dev.latchkey.spi.tck.MapEnvironment;
import java.util.List;
import java.util.Map;

class ImdsContractTest extends ManagedIdentityBackendContract {

  @Override
  protected ManagedIdentityBackend open(ManagedIdentityContext context) {
    return new Imds(context);
  }

  @Override
  protected MapEnvironment signs() {
    return MapEnvironment.of(Map.of("AZURE_POD_IDENTITY_AUTHORITY_HOST", "http://10.0.0.1"));
  }

  @Override
  protected List<String> secrets() {
    return List.of();
  }

  @Override
  protected boolean isLastResort() {
    return true;
  }
}
