package dev.latchkey.cli;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Signs a person in on another device. */
@Command(
    name = "device-code",
    description = {
      "Signs a person in on another device.",
      "It shows a code and an address to open anywhere, and waits (RFC 8628). For machines without"
          + " a browser."
    },
    footer = {
      "  latchkey token device-code --client-id ID --tenant contoso.example \\",
      "      --scope User.Read"
    })
final class DeviceCodeCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final PopOptions pop = new PopOptions();

  DeviceCodeCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
  }

  @Override
  public Integer call() {
    DeviceCodeRequest request = request();
    pop.requireLastingKey(options, true);
    HttpSettings settings = options.settings();
    try (PublicClient client =
        options.configure(PublicClient.builder(options.clientId()), settings).build()) {
      return options.print(
          pop,
          Patience.forPerson(
              options.err(),
              "waiting for you to sign in",
              () -> client.acquireByDeviceCode(request, flow -> tell(flow.message()))));
    }
  }

  private void tell(String message) {
    options.err().println(message);
    options.err().flush();
  }

  private DeviceCodeRequest request() {
    DeviceCodeRequest request = DeviceCodeRequest.of(options.scopes());
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    request = pop.scheme(options.authority()).map(request::authScheme).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }
}
