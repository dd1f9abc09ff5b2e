package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.TokenResult;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenFormatTest {

  private static final Lifetime HOUR = Lifetime.of(new Moment(1_000_000, 0), Duration.ofHours(1));

  @Test
  void anAccountIsAnObject() {
    TokenResult result =
        TokenResult.builder(Secret.of("t"), HOUR)
            .account(
                Account.of(
                    new HomeAccountId("uid.utid"),
                    new Environment("login.example.org"),
                    "zo\u00eb"))
            .build();

    assertThat(TokenFormat.json.print(result, Map.of()))
        .contains(
            "\"account\":{\"home_account_id\":\"uid.utid\",\"environment\":\"login.example.org\","
                + "\"username\":\"zo\u00eb\"}",
            "\"expires_on\":4600",
            "\"source\":\"cache\"",
            "\"correlation_id\":null");
  }

  @Test
  void aShellRunsNothingOfWhatAServerSent() {
    TokenResult result = TokenResult.builder(Secret.of("a'; rm -rf /; echo '$(id)"), HOUR).build();

    assertThat(TokenFormat.env.print(result, Map.of()).lines().findFirst())
        .hasValue("export LATCHKEY_ACCESS_TOKEN='a'\\''; rm -rf /; echo '\\''$(id)'");
  }
}
