package dev.latchkey.cli;

import dev.latchkey.domain.account.Account;
import java.util.List;

/** A person as they are named on a command line: by user name or by home account id. */
record NamedAccount(String name) {

  List<Account> among(List<Account> people) {
    return people.stream()
        .filter(
            it -> it.username().equalsIgnoreCase(name) || it.homeAccountId().value().equals(name))
        .toList();
  }
}
