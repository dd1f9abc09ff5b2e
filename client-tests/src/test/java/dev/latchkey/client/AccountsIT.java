package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.account.Account;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.HeldRequests;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AccountsIT {

  private final People people = new People();
  private final PublicClient client = people.client().build();

  @AfterEach
  void close() {
    client.close();
    people.close();
  }

  @Test
  @Tag("S-203")
  @Tag("S-206")
  void listsThoseWhoSignedIn() {
    assertThat(client.accounts()).isEmpty();
    people.signIn(client, People.MIRA);
    people.signIn(client, People.NOEL);
    people.signIn(client, People.NOEL);
    assertThat(client.accounts())
        .extracting(Account::username)
        .containsExactlyInAnyOrder(People.MIRA, People.NOEL);
    assertThat(people.house.sandbox.requests().all()).isEmpty();
  }

  @Test
  @Tag("S-205")
  void filtersByNameWhateverTheLetterCase() {
    people.signIn(client, People.MIRA);
    people.signIn(client, People.NOEL);
    assertThat(client.accounts("MIRA@Contoso.Example"))
        .extracting(Account::username)
        .containsExactly(People.MIRA);
    assertThat(client.accounts("mira")).isEmpty();
  }

  @Test
  void findsOnePersonById() {
    Account account = people.mira(client);
    assertThat(client.account(account.homeAccountId())).contains(account);
    client.removeAccount(account);
    assertThat(client.account(account.homeAccountId())).isEmpty();
  }

  @Test
  @Tag("S-207")
  void aRemovedAccountIsForgottenAndNobodyElse() {
    Account mira = people.mira(client);
    Account noel = people.signIn(client, People.NOEL).account().orElseThrow();
    client.acquireSilently(People.silent(mira).tenant(People.GUEST));
    people.house.sandbox.requests().clear();
    client.removeAccount(mira);
    assertThat(client.accounts()).containsExactly(noel);
    assertThat(client.findSilently(People.silent(mira))).isEmpty();
    assertThat(client.findSilently(People.silent(mira).tenant(People.GUEST))).isEmpty();
    assertThat(client.findSilently(People.silent(noel))).isPresent();
    assertThat(people.house.sandbox.requests().all()).isEmpty();
    client.removeAccount(mira);
  }

  @Test
  void whoSignsOutWhileARefreshIsUnderWayStaysSignedOut() throws Exception {
    Account account = people.mira(client);
    try (HeldRequests held = people.house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      CompletableFuture<?> refresh =
          client.async(c -> c.acquireSilently(People.silent(account).forceRefresh(true)));
      assertThat(held.awaitArrived(1, Duration.ofSeconds(20))).isTrue();
      client.removeAccount(account);
      held.release();
      refresh.get(20, TimeUnit.SECONDS);
    }
    assertThat(client.accounts()).isEmpty();
    assertThat(client.findSilently(People.silent(account))).isEmpty();
  }
}
