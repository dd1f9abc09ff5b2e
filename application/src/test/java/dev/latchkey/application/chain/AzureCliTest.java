package dev.latchkey.application.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.AppTokenContext;
import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.spi.system.ProcessResult;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Azure CLI is asked, and what is believed of its answer. */
class AzureCliTest {

  private static final Realm HOME = new Realm("organizations");
  private static final String SCOPE = "https://vault.azure.net/.default";
  private static final String HUSH = "hush-0a6e";

  private final ManualTimeSource time = new ManualTimeSource();
  private final long now = time.instant().getEpochSecond();
  private final List<List<String>> commands = new ArrayList<>();

  private AzureCli cli(ProcessResult result) {
    ProcessRunner runner =
        (command, environment, deadline, cancellation) -> {
          commands.add(command);
          assertThat(environment).isEmpty();
          assertThat(deadline.total()).isEqualTo(Duration.ofSeconds(10));
          return result;
        };
    return new AzureCli(runner, HOME, null, time);
  }

  private static AppTokenContext wish(String tenant, String... scopes) {
    return AppTokenContext.of(
        Scopes.of(scopes), new Realm(tenant), new CorrelationId(new UUID(1, 2)), null);
  }

  private String answer(String more) {
    return "{\"accessToken\":\"" + HUSH + "\",\"tokenType\":\"Bearer\"" + more + "}";
  }

  private ProcessResult good() {
    return ProcessResult.of(
        0,
        answer(
            ",\"expires_on\":"
                + (now + 3600)
                + ",\"expiresOn\":\"2030-01-01 01:00:00.000000\",\"subscription\":\"s\","
                + "\"tenant\":\"t\""),
        "");
  }

  @Test
  void aTokenIsReadWithItsEndInSecondsOfTheEpoch() {
    AppToken token = cli(good()).token(wish("organizations", SCOPE));

    assertThat(token.accessToken().reveal()).isEqualTo(HUSH);
    assertThat(token.expiresIn()).isEqualTo(Duration.ofHours(1));
    assertThat(commands)
        .containsExactly(
            List.of(
                "az",
                "account",
                "get-access-token",
                "--output",
                "json",
                "--resource",
                "https://vault.azure.net"));
  }

  @Test
  void scopesTenantsAndSubscriptionsArePassedOnAsArguments() {
    cli(good()).token(wish("contoso.example", "api://a/b"));
    assertThat(commands.get(0)).endsWith("--scope", "api://a/b", "--tenant", "contoso.example");

    ProcessRunner runner =
        (command, environment, deadline, cancellation) -> {
          commands.add(command);
          return good();
        };
    new AzureCli(runner, HOME, "My subscription 1", time).token(wish("organizations", SCOPE));
    assertThat(commands.get(1)).endsWith("--subscription", "My subscription 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help", "-x", "a;id", "$(id)", "`id`", "a|b", "a&&b", "a'b", "a\"b", "a>b", "a<b", "a*",
        "a!b", "a^b", "%PATH%", "a\\b", "(a)"
      })
  void nothingThatAProgramCouldMistakeIsPassedOn(String text) {
    AzureCli cli = cli(good());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cli.token(wish("organizations", text)))
        .withMessageNotContaining(text);
    assertThatIllegalArgumentException().isThrownBy(() -> cli.token(wish(text, SCOPE)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AzureCli((a, b, c, d) -> good(), HOME, text, time))
        .withMessageNotContaining(text);
    assertThat(commands).isEmpty();
  }

  @Test
  void oneScopeAtATime() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cli(good()).token(wish("organizations", "a", "b")));
  }

  @Test
  void aClaimsChallengeCannotBePassedOn() {
    AppTokenContext challenged =
        AppTokenContext.of(
            Scopes.of(SCOPE),
            HOME,
            new CorrelationId(new UUID(1, 2)),
            ClaimsChallenge.of("{\"access_token\":{}}"));

    assertThatExceptionOfType(CredentialUnavailableException.class)
        .isThrownBy(() -> cli(good()).token(challenged))
        .withMessageContaining("--claims-challenge");
    assertThat(commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ERROR: Please run 'az login' to setup account.",
        "ERROR: No subscription found. Run 'az account set' to select a subscription.",
        "AADSTS70043: The refresh token has expired. Run: AZ LOGIN --scope x"
      })
  void whereNobodyIsSignedInTheNextLinkMayBeTried(String said) {
    assertThatExceptionOfType(CredentialUnavailableException.class)
        .isThrownBy(() -> cli(ProcessResult.of(1, "", said)).token(wish("organizations", SCOPE)))
        .withMessageContaining("run az login");
  }

  @Test
  void anotherFailureIsToldInOneLineWithoutNamesAndSecrets() {
    ProcessResult result =
        ProcessResult.of(
            3, HUSH, "ERROR: mira@contoso.example\nclient_secret=" + HUSH + "\u001b[31m broke");

    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> cli(result).token(wish("organizations", SCOPE)))
        .withMessageContaining("exit code 3")
        .withMessageContaining("broke")
        .withMessageNotContaining(HUSH)
        .withMessageNotContaining("mira")
        .withMessageNotContaining("\n")
        .withMessageNotContaining("\u001b");
  }

  static List<String> hostile() {
    long end = ManualTimeSource.START.getEpochSecond() + 3600;
    String ok = "\"expires_on\":" + end;
    String token = "\"accessToken\":\"" + HUSH + "\"";
    return List.of(
        "",
        " ",
        "null",
        "[]",
        "42",
        "\"" + HUSH + "\"",
        "{",
        "{}",
        "{" + token + "}",
        "{" + ok + "}",
        "{" + token + "," + ok,
        "{" + token + "," + ok + "}}",
        "{" + token + "," + ok + "} {}",
        "WARNING: update\n{" + token + "," + ok + "}",
        "{" + token + "," + ok + "}\nWARNING: update",
        "{" + token + "," + token + "," + ok + "}",
        "{" + token + "," + ok + "," + ok + "}",
        "{\"accesstoken\":\"" + HUSH + "\"," + ok + "}",
        "{\"accessToken\":null," + ok + "}",
        "{\"accessToken\":7," + ok + "}",
        "{\"accessToken\":true," + ok + "}",
        "{\"accessToken\":{}," + ok + "}",
        "{\"accessToken\":[\"" + HUSH + "\"]," + ok + "}",
        "{\"accessToken\":\"\"," + ok + "}",
        "{\"accessToken\":\" \"," + ok + "}",
        "{\"accessToken\":\"" + HUSH + " x\"," + ok + "}",
        "{\"accessToken\":\"" + HUSH + "\\r\\nX-Evil: 1\"," + ok + "}",
        "{\"accessToken\":\"" + HUSH + "\\u0000\"," + ok + "}",
        "{\"accessToken\":\"" + HUSH + "\u00e9\"," + ok + "}",
        "{\"accessToken\":\"" + "x".repeat(70_000) + "\"," + ok + "}",
        "{" + token + "," + ok + ",\"tokenType\":\"pop\"}",
        "{" + token + "," + ok + ",\"tokenType\":\"\"}",
        "{" + token + "," + ok + ",\"tokenType\":1}",
        "{" + token + ",\"expires_on\":null}",
        "{" + token + ",\"expires_on\":\"\"}",
        "{" + token + ",\"expires_on\":\"soon\"}",
        "{" + token + ",\"expires_on\":\"2030-01-01 01:00:00\"}",
        "{" + token + ",\"expiresOn\":\"2030-01-01 01:00:00.000000\"}",
        "{" + token + ",\"expires_on\":0}",
        "{" + token + ",\"expires_on\":-1}",
        "{" + token + ",\"expires_on\":" + (end - 3600) + "}",
        "{" + token + ",\"expires_on\":" + end + "000}",
        "{" + token + ",\"expires_on\":999999999999999999}",
        "{" + token + ",\"expires_on\":1e400000000}",
        "{" + token + ",\"expires_on\":" + "9".repeat(80) + "}",
        "{" + token + ",\"expires_on\":1893459600.5}",
        "{" + token + ",\"expires_on\":[" + end + "]}",
        "{\"a\":".repeat(70) + "1" + "}".repeat(70),
        "<html>" + HUSH + "</html>",
        "\ufeff{" + token + "," + ok + "}");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatIsNotWhatItDocumentsIsNoTokenAndIsNotRepeated(String output) {
    assertThatExceptionOfType(TokenException.class)
        .isThrownBy(() -> cli(ProcessResult.of(0, output, "")).token(wish("organizations", SCOPE)))
        .withMessageStartingWith("the Azure CLI ")
        .withMessageNotContaining(HUSH)
        .satisfies(it -> assertThat(it.isTransient()).isFalse())
        .satisfies(it -> assertThat(it.getCause()).isNull());
  }
}
