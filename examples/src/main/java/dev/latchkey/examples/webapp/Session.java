package dev.latchkey.examples.webapp;

import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenResult;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the server remembers of one browser. */
final class Session {

  /** Who is signed in. */
  record Person(Account account, String name) {}

  // Several, since each tab may have begun a sign-in.
  private final Recent<Secret> flows = new Recent<>(8);
  private volatile @Nullable Person person;
  private volatile @Nullable String claims;

  void begun(PendingAuthCodeFlow flow) {
    flows.put(flow.state(), flow.saved());
  }

  /** Takes the flow that an answer says to belong to; a second answer finds none. */
  @Nullable String flowOf(AuthResponse answer) {
    return answer.state().flatMap(flows::take).map(Secret::reveal).orElse(null);
  }

  void signedIn(TokenResult result) {
    Account account = result.account().orElseThrow();
    String name = result.idTokenClaims().flatMap(it -> it.name()).orElse(account.username());
    person = new Person(account, name);
    claims = null;
  }

  Optional<Person> person() {
    return Optional.ofNullable(person);
  }

  /** Keeps what the next sign-in has to ask for. */
  void demand(Optional<String> json) {
    claims = json.orElse(null);
  }

  Optional<String> demanded() {
    return Optional.ofNullable(claims);
  }
}
