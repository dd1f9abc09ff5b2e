package dev.latchkey.cli;

import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.spi.system.EnvironmentReader;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the people who have signed in. */
@Command(
    name = "list",
    description = {
      "Lists the people who have signed in and are remembered.",
      "Those of Microsoft's public cloud, unless an authority is named."
    },
    footer = {"  latchkey accounts list --client-id ID --cache tokens.bin"})
final class AccountsListCommand implements Callable<Integer> {

  @Mixin private final AccountOptions options;

  AccountsListCommand(EnvironmentReader environment) {
    this.options = new AccountOptions(environment);
  }

  @Override
  public Integer call() {
    JsonArrayBuilder people = Json.createArrayBuilder();
    try (PublicClient client = options.open()) {
      client.accounts().stream()
          .sorted(
              Comparator.comparing(Account::username)
                  .thenComparing(it -> it.homeAccountId().value()))
          .map(TokenJson::account)
          .forEach(people::add);
    }
    return options.print(Json.createObjectBuilder().add("accounts", people).build());
  }
}
