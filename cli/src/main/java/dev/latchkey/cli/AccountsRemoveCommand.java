package dev.latchkey.cli;

import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.account.Account;
import dev.latchkey.spi.system.EnvironmentReader;
import jakarta.json.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forgets a person. */
@Command(
    name = "remove",
    description = {
      "Forgets a person: the tokens of every tenant, for the applications of the family, too.",
      "The session of the browser at the authority is another thing, and goes on."
    },
    footer = {
      "  latchkey accounts remove --client-id ID --cache tokens.bin \\",
      "      --account mira@contoso.example"
    })
final class AccountsRemoveCommand implements Callable<Integer> {

  @Mixin private final AccountOptions options;

  @Option(
      names = "--account",
      paramLabel = "USERNAME",
      required = true,
      description = "Who: the name that was signed in with, or the home account id.")
  private String account = "";

  AccountsRemoveCommand(EnvironmentReader environment) {
    this.options = new AccountOptions(environment);
  }

  @Override
  public Integer call() {
    try (PublicClient client = options.open()) {
      List<Account> people = new NamedAccount(account).among(client.accounts());
      people.forEach(client::removeAccount);
      return options.print(Json.createObjectBuilder().add("removed", people.size()).build());
    }
  }
}
