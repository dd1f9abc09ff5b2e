package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The type of a token that came is the one that was asked for (RFC 6749, section 7.1). */
@Timeout(60)
class TokenTypeTest {

  private final ScriptedAuthority authority = new ScriptedAuthority();
  private final ConfidentialClient client =
      ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
          .authority(Authority.entra(Cloud.PUBLIC, ScriptedAuthority.TENANT))
          .http(authority)
          .timeSource(new ManualTimeSource())
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  private void answer(String member) {
    authority.then(200, "{" + member + "\"access_token\":\"a\",\"expires_in\":3600}");
  }

  private void answerType(String type) {
    answer("\"token_type\":\"" + type + "\",");
  }

  private static ClientRequest request() {
    return ClientRequest.of(House.SCOPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
  void letterCaseDoesNotMatter(String type) {
    answerType(type);
    assertThat(client.acquireForClient(request()).hasAccessToken()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"token_type\":null,", "\"token_type\":\"\","})
  void silenceMeansBearer(String member) {
    answer(member);
    TokenResult result = client.acquireForClient(request());
    assertThat(result.authorizationHeader()).isEqualTo("Bearer a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pop", "DPoP", "mac", "ssh-cert", "N_A", "Bearer2"})
  void anotherTypeIsRefusedAndNothingIsKept(String type) {
    answerType(type);
    assertThatThrownBy(() -> client.acquireForClient(request()))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining(type)
        .hasMessageContaining("Bearer");
    assertThatThrownBy(
            () ->
                client.importRefreshToken(
                    RefreshTokenRequest.of(List.of("User.Read"), Secret.of("r"))))
        .isInstanceOf(ServiceException.class);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void typeThatWasAskedForIsTakenAndKeptApart() {
    answerType("pop");
    answerType("Bearer");
    ClientRequest bound = request().extraParameters(Map.of("token_type", "pop", "req_cnf", "k"));
    TokenResult first = client.acquireForClient(bound);
    assertThat(first.tokenType().value()).isEqualTo("pop");
    assertThat(client.acquireForClient(request()).tokenType().value()).isEqualTo("Bearer");
    assertThat(client.acquireForClient(bound).source()).isEqualTo(TokenSource.CACHE);
    assertThat(client.acquireForClient(bound).tokenType().value()).isEqualTo("pop");
  }

  @Test
  void bearerIsRefusedWhereAnotherWasAskedFor() {
    answerType("Bearer");
    assertThatThrownBy(
            () -> client.acquireForClient(request().extraParameters(Map.of("token_type", "pop"))))
        .isInstanceOf(ServiceException.class);
  }

  @Test
  void exchangeMayBringWhatIsNoAccessToken() {
    answerType("N_A");
    assertThat(
            client.exchangeToken(TokenExchangeRequest.of(Secret.of("subject"))).tokenType().value())
        .isEqualTo("N_A");
  }

  @Test
  void idsOfAnErrorAreTold() {
    authority.then(
        400,
        """
        {"error":"invalid_scope","correlation_id":"c-1","trace_id":"t-1","claims":"{\\"a\\":1}"}\
        """);
    assertThatThrownBy(() -> client.acquireForClient(request()))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.error().orElseThrow().correlationId()).contains("c-1");
              assertThat(e.error().orElseThrow().traceId()).contains("t-1");
              assertThat(e.error().orElseThrow().claims()).contains("{\"a\":1}");
              assertThat(e.correlationId()).isPresent();
            });
  }
}
