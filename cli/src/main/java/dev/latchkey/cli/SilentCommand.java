package dev.latchkey.cli;

import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.client.UserClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gets a token for somebody who has signed in before. */
@Command(
    name = "silent",
    description = {
      "Gets a token for somebody who has signed in before, without asking them.",
      "From the token cache, else by a refresh token in it; with --broker from the identity broker"
          + " of this machine, and then a cache may be left out. Ends with code 3 if the person has"
          + " to sign in."
    },
    footer = {
      "  latchkey token device-code --client-id ID --tenant contoso.example \\",
      "      --scope User.Read --cache tokens.bin",
      "  latchkey token silent --client-id ID --tenant contoso.example \\",
      "      --scope User.Read --cache tokens.bin"
    })
final class SilentCommand implements Callable<Integer> {

  @Mixin private final RequestOptions options;

  @Mixin private final CredentialOptions credential = new CredentialOptions();

  @Mixin private final PopOptions pop = new PopOptions();

  @Mixin private final BrokerOption broker = new BrokerOption();

  @Option(
      names = "--account",
      paramLabel = "USERNAME",
      description =
          "Who: the name that was signed in with, or the home account id. May be left out if there"
              + " is only one.")
  private @Nullable String account;

  @Option(names = "--force-refresh", description = "Does not take an access token from the cache.")
  private boolean forceRefresh;

  private final EnvironmentReader environment;

  SilentCommand(EnvironmentReader environment) {
    this.options = new RequestOptions(environment);
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (!broker.isGiven()) {
      options.requireCache();
    }
    Optional<? extends AuthScheme> scheme = pop.scheme(options.authority(), broker);
    pop.requireLastingKey(options, credential.given(environment).isEmpty());
    HttpSettings settings = options.settings();
    try (UserClient client =
        new UserClients(options, credential, environment, broker).open(settings)) {
      pop.requireSigner(client, broker);
      SilentRequest request = request(only(people(client)));
      SilentRequest bound = scheme.map(request::authScheme).orElse(request);
      return options.print(settings, pop, () -> client.acquireSilently(bound));
    }
  }

  private List<Account> people(UserClient client) {
    List<Account> everybody = everybody(client);
    return account == null ? everybody : new NamedAccount(account).among(everybody);
  }

  // Whom the broker knows and the cache as well is one person.
  private List<Account> everybody(UserClient client) {
    Map<HomeAccountId, Account> people = new LinkedHashMap<>();
    client.accounts().forEach(it -> people.put(it.homeAccountId(), it));
    if (broker.isGiven() && client instanceof PublicClient device) {
      device.brokerAccounts().forEach(it -> people.putIfAbsent(it.homeAccountId(), it));
    }
    return List.copyOf(people.values());
  }

  // For nobody the library itself says that somebody has to sign in.
  private @Nullable Account only(List<Account> people) {
    if (people.size() > 1) {
      throw new IllegalArgumentException(
          people.size()
              + (broker.isGiven()
                  ? " people are known to the broker and the token cache; say which with --account"
                  : " people are in the token cache; say which with --account, and see \"latchkey"
                      + " accounts list\""));
    }
    return people.isEmpty() ? null : people.get(0);
  }

  private SilentRequest request(@Nullable Account person) {
    SilentRequest request = SilentRequest.of(options.scopes(), person).forceRefresh(forceRefresh);
    request = options.tenant().map(request::tenant).orElse(request);
    request = options.claims().map(request::claims).orElse(request);
    return options.correlationId().map(request::correlationId).orElse(request);
  }
}
