package dev.latchkey.cli;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.client.PublicClient;
import dev.latchkey.client.UserClient;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a person in with the browser of this machine. */
@Command(
    name = "interactive",
    description = {
      "Signs a person in with the browser of this machine.",
      "The browser comes back to a listener on loopback, which is there as long as the command"
          + " waits. With a credential the client is a confidential one."
    },
    footer = {
      "  latchkey token interactive --client-id ID --tenant contoso.example \\",
      "      --scope User.Read",
      "  latchkey token interactive --client-id ID \\",
      "      --oidc-authority https://login.example.org/realms/name \\",
      "      --scope email --browser firefox --redirect-port 8400"
    })
final class InteractiveCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Mixin private final PopOptions pop = new PopOptions();

  @Mixin private final BrokerOption broker = new BrokerOption();

  @Option(
      names = "--browser",
      paramLabel = "COMMAND",
      description = "A program that is given the address as its only argument.")
  private @Nullable String browser;

  @Option(
      names = "--redirect-port",
      paramLabel = "N",
      description = "The port that the browser comes back to; any free one by default.")
  private @Nullable Integer redirectPort;

  @Option(
      names = "--prompt",
      paramLabel = "P",
      description = "select_account, login, consent, none or create.")
  private @Nullable String prompt;

  @Option(names = "--login-hint", paramLabel = "U", description = "Who is likely to sign in.")
  private @Nullable String loginHint;

  @Option(
      names = "--domain-hint",
      paramLabel = "D",
      description = "The organization to sign in at (Entra).")
  private @Nullable String domainHint;

  @Option(names = "--response-mode", paramLabel = "M", description = "query or form_post.")
  private @Nullable String responseMode;

  @Option(
      names = "--extra-query",
      paramLabel = "K=V",
      description = "A parameter for the sign-in page. Repeatable.")
  private Map<String, String> extraQuery = new LinkedHashMap<>();

  private final EnvironmentReader environment;

  InteractiveCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    InteractiveRequest request = request();
    pop.requireLastingKey(options, credential.given(environment).isEmpty());
    HttpSettings settings = options.settings();
    options
        .err()
        .println(
            "opening a browser"
                + (broker.isGiven() ? " or asking the broker" : "")
                + " to sign in; end with Ctrl-C");
    options.err().flush();
    try (UserClient client =
        new UserClients(options, credential, environment, broker).open(settings, browser)) {
      pop.requireSigner(client, broker);
      return options.print(
          pop,
          Patience.forPerson(
              options.err(),
              "waiting for you to sign in",
              () -> client.acquireInteractively(request)));
    }
  }

  private InteractiveRequest request() {
    InteractiveRequest request =
        InteractiveRequest.of(options.scopes()).parentWindow(PublicClient.CONSOLE_WINDOW_HANDLE);
    if (redirectPort != null) {
      request = request.port(redirectPort);
    }
    if (prompt != null) {
      request = request.prompt(new Prompt(prompt));
    }
    if (loginHint != null) {
      request = request.loginHint(loginHint);
    }
    if (domainHint != null) {
      request = request.domainHint(domainHint);
    }
    if (responseMode != null) {
      request = request.responseMode(mode(responseMode));
    }
    if (!extraQuery.isEmpty()) {
      request = request.extraQueryParameters(extraQuery);
    }
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    request = pop.scheme(options.authority(), broker).map(request::authScheme).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }

  private static ResponseMode mode(String text) {
    for (ResponseMode mode : ResponseMode.values()) {
      if (mode.parameter().equals(text.toLowerCase(Locale.ROOT))) {
        return mode;
      }
    }
    throw new IllegalArgumentException("--response-mode is neither query nor form_post");
  }
}
