package dev.latchkey.spi.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerValuesTest {

  private static final URI PAGE = URI.create("https://orders.contoso.example:8443/v1/orders");
  private static final BrokerAccount ACCOUNT =
      BrokerAccount.of(
          new HomeAccountId("marker-uid.utid"),
          new Environment("login.microsoftonline.com"),
          "marker@contoso.example");

  @ParameterizedTest
  @ValueSource(strings = {"", "get", "HEAD", "GET\r\nX: y"})
  void proofsAreForMethodsThatTheReferenceKnows(String method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProofOfPossession(method, PAGE, "nonce"));
  }

  @Test
  void proofsNeedHostAndNonce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProofOfPossession("GET", URI.create("/v1/orders"), "nonce"));
    assertThatIllegalArgumentException().isThrownBy(() -> new ProofOfPossession("GET", PAGE, ""));
  }

  @Test
  void accountsAreEqualWherePersonAndEnvironmentAre() {
    assertThat(ACCOUNT.localAccountId("one").displayName("One"))
        .isEqualTo(ACCOUNT)
        .hasSameHashCodeAs(ACCOUNT);
  }

  @Test
  void nothingSecretOrPersonalPrints() {
    BrokerRequest request =
        BrokerRequest.builder(
                BrokerCall.of(
                    new ClientId("app"),
                    URI.create("https://login.microsoftonline.com/common/oauth2/nativeclient"),
                    new CorrelationId(new UUID(1, 2))),
                URI.create("https://login.microsoftonline.com/common"),
                Scopes.of("User.Read"))
            .account(ACCOUNT)
            .loginHint("marker@contoso.example")
            .accessTokenToRenew(Secret.of("marker"))
            .build();
    BrokerToken token =
        BrokerToken.builder(
                Secret.of("marker"), TokenType.BEARER, Instant.EPOCH, Scopes.of("User.Read"))
            .idToken(Secret.of("marker"))
            .clientInfo("marker")
            .account(ACCOUNT)
            .build();
    BrokerRefusal refusal =
        BrokerRefusal.of(BrokerStatus.ACCOUNT_UNUSABLE, "marker").code(7).tag(9);

    assertThat(request + " " + token + " " + refusal + " " + ACCOUNT).doesNotContain("marker");
    assertThat(new SsoCookies.Cookie("x-ms-RefreshTokenCredential", Secret.of("marker")).toString())
        .doesNotContain("marker");
  }
}
