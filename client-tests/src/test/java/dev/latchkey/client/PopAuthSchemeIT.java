package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.scheme.PopAuthScheme;
import java.net.URI;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker signs needs a broker: without one nothing is sent, and it is said what to do. */
@Timeout(60)
class PopAuthSchemeIT {

  private static final PopAuthScheme SCHEME =
      new PopAuthScheme(
          PopAuthScheme.HTTP_GET, URI.create("https://api.contoso.example/orders"), "nonce");

  private final People people = new People();
  private final PublicClient client = people.client().build();

  @AfterEach
  void close() {
    client.close();
    people.close();
  }

  private void refused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("broker")
        .hasMessageContaining("SignedRequestScheme");
    assertThat(people.house.sandbox.requests().all()).isEmpty();
  }

  @Test
  @Tag("S-273")
  void silentCallsAreRefused() {
    Account mira = people.mira(client);
    refused(() -> client.acquireSilently(People.silent(mira).authScheme(SCHEME)));
    refused(() -> client.findSilently(People.silent(mira).authScheme(SCHEME)));
  }

  @Test
  @Tag("S-181")
  @Tag("S-273")
  void passwordsAreNotSent() {
    PasswordRequest request =
        PasswordRequest.of(People.SCOPES, People.MIRA, "word".toCharArray()).authScheme(SCHEME);
    refused(() -> client.acquireByPassword(request));
  }

  @Test
  @Tag("S-273")
  void noBrowserIsOpened() {
    InteractiveRequest request =
        InteractiveRequest.of(People.SCOPES)
            .browser(
                address -> {
                  throw new AssertionError("a browser was opened");
                })
            .authScheme(SCHEME);
    refused(() -> client.acquireInteractively(request));
  }
}
