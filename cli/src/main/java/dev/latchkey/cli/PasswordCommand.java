package dev.latchkey.cli;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.client.UserClient;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a person in by name and password. */
@Command(
    name = "password",
    description = {
      "Signs a person in by name and password, managed or federated.",
      "No second factor can be asked for, and Microsoft advises against it (RFC 6749, section 4.3)."
          + " The password is read from an environment variable."
    },
    footer = {
      "  export WORD=...",
      "  latchkey token password --client-id ID --tenant contoso.example \\",
      "      --username mira@contoso.example --password-env WORD --scope User.Read"
    })
final class PasswordCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Mixin private final PopOptions pop = new PopOptions();

  @Mixin private final BrokerOption broker = new BrokerOption();

  @Option(names = "--username", paramLabel = "U", required = true, description = "Who signs in.")
  private String username = "";

  @Option(
      names = "--password-env",
      paramLabel = "VAR",
      required = true,
      description = "The environment variable that holds the password.")
  private String passwordEnv = "";

  private final EnvironmentReader environment;

  PasswordCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PasswordRequest request = request();
    pop.requireLastingKey(options, credential.given(environment).isEmpty());
    HttpSettings settings = options.settings();
    try (UserClient client =
        new UserClients(options, credential, environment, broker).open(settings)) {
      pop.requireSigner(client, broker);
      return options.print(settings, pop, () -> client.acquireByPassword(request));
    }
  }

  private PasswordRequest request() {
    char[] password =
        new SecretVariable(environment).read("--password-env", passwordEnv).reveal().toCharArray();
    PasswordRequest request = PasswordRequest.of(options.scopes(), username, password);
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    request = pop.scheme(options.authority(), broker).map(request::authScheme).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }
}
