package dev.latchkey.adapters.mi;

import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.tck.ManagedIdentityBackendContract;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.tck.MemoryFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class AzureArcContractTest extends ManagedIdentityBackendContract {

  @Override
  protected ManagedIdentityBackend open(ManagedIdentityContext context) {
    return new AzureArc(context);
  }

  @Override
  protected MapEnvironment signs() {
    return MapEnvironment.of(
            Map.of(
                "IDENTITY_ENDPOINT", "http://localhost:40342/token",
                "IMDS_ENDPOINT", "http://localhost:40342"))
        .withProperty("os.name", "Linux");
  }

  @Override
  protected FileReader files() {
    return new MemoryFiles().put(Path.of("/var/opt/azcmagent/tokens/k.key"), "hush-4");
  }

  @Override
  protected Optional<HttpResponse> before(HttpRequest request) {
    return request.headers().first("authorization").isPresent()
        ? Optional.empty()
        : Optional.of(
            HttpResponse.of(
                401,
                HttpHeaders.none()
                    .with("WWW-Authenticate", "Basic realm=/var/opt/azcmagent/tokens/k.key"),
                new byte[0]));
  }

  @Override
  protected List<String> secrets() {
    return List.of("hush-4");
  }
}
