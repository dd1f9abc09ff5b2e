package dev.latchkey.integration.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.integration.http.Stack.Answer;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A resource that revokes tokens, a provider that issues them, and both clients in between. */
class ClaimsChallengeIT {

  private static final ClientRequest REQUEST = ClientRequest.of("api://orders/.default");
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant REVOKED = START.plusSeconds(300);

  private final SandboxClock clock = SandboxClock.at(START);
  private final Sandbox sandbox =
      Sandbox.builder()
          .clock(clock)
          .application(SandboxApplication.builder("app").secret("s3cret").build())
          .start();
  private final ConfidentialClient app =
      ConfidentialClient.builder("app", ClientCredential.secret("s3cret"))
          .authority(Authority.parse(sandbox.authority("contoso.onmicrosoft.com").toString()))
          .instanceDiscovery(false)
          .http(
              HttpSettings.defaults()
                  .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
          .clock(clock)
          .build();
  private final TokenSupply tokens =
      claims -> app.acquireForClient(claims.map(REQUEST::claims).orElse(REQUEST));
  private final Api api = new Api();
  private final Api other = new Api();
  private final TokenHosts hosts = TokenHosts.of(api.hostAndPort()).plainHttpOnLoopback();

  ClaimsChallengeIT() throws IOException {}

  @AfterEach
  void close() {
    api.close();
    other.close();
    app.close();
    sandbox.close();
  }

  private Answer get(Stack stack) {
    return stack.get(api.uri(), "", hosts, tokens);
  }

  /** The cached token is still valid by its times, and the resource does not take it any more. */
  private void revoke() {
    clock.advance(Duration.ofMinutes(10));
    api.revokeBefore(REVOKED);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("S-069")
  void revokedTokenIsReplacedByOneWithTheClaims(Stack stack) {
    assertThat(get(stack)).isEqualTo(new Answer(200, "yes"));
    revoke();

    assertThat(get(stack)).isEqualTo(new Answer(200, "yes"));
    assertThat(api.calls()).hasSize(3);
    Optional<String> revoked = api.calls().get(0).authorization();
    assertThat(api.calls().get(1).authorization()).isEqualTo(revoked);
    assertThat(api.calls().get(2).authorization()).isPresent().isNotEqualTo(revoked);
    assertThat(sandbox.requests().tokens())
        .extracting(it -> it.formParameter("claims").orElse(""))
        .containsExactly("", Api.claims(REVOKED));

    assertThat(get(stack).status()).as("with the new token from the cache").isEqualTo(200);
    assertThat(api.calls()).hasSize(4);
    assertThat(sandbox.requests().tokens()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void challengeIsAnsweredOnceOnly(Stack stack) {
    api.revokeBefore(START.plus(Duration.ofDays(1)));

    assertThat(get(stack)).isEqualTo(new Answer(401, "no"));
    assertThat(api.calls()).hasSize(2);
    assertThat(sandbox.requests().tokens()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void refusalWithoutClaimsIsReturned(Stack stack) {
    get(stack);
    revoke();
    for (String challenge :
        List.of(
            "",
            "Bearer error=\"invalid_token\"",
            "Bearer error=\"insufficient_claims\"",
            "Bearer error=\"invalid_token\", claims=\"e30=\"",
            "Bearer error=\"insufficient_claims\", claims=\"{not json}\"",
            "Bearer error=\"insufficient_claims\", claims=\"e30=")) {
      int before = api.calls().size();
      api.challenge(challenge);

      assertThat(get(stack)).as(challenge).isEqualTo(new Answer(401, "no"));
      assertThat(api.calls()).as(challenge).hasSize(before + 1);
    }
    assertThat(sandbox.requests().tokens()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void bodyThatCanBeRepeatedIsSentAgain(Stack stack) {
    get(stack);
    revoke();

    assertThat(stack.post(api.uri(), "an order", hosts, tokens).status()).isEqualTo(200);
    assertThat(api.calls().subList(1, 3))
        .allMatch(it -> it.method().equals("POST") && it.body().equals("an order"));
  }

  @ParameterizedTest
  @EnumSource
  void bodyThatCannotBeRepeatedIsNot(Stack stack) {
    get(stack);
    revoke();

    assertThat(stack.postOnce(api.uri(), "an order", hosts, tokens))
        .isEqualTo(new Answer(401, "no"));
    assertThat(api.calls()).hasSize(2);
    assertThat(sandbox.requests().tokens()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void longRefusalIsDropped(Stack stack) {
    get(stack);
    revoke();
    api.refuseWith("no".repeat(500_000));

    assertThat(get(stack)).isEqualTo(new Answer(200, "yes"));
  }

  @ParameterizedTest
  @EnumSource
  void otherHostsGetNoToken(Stack stack) {
    other.revokeBefore(REVOKED);

    assertThat(stack.get(other.uri(), "", hosts, tokens).status()).isEqualTo(401);
    assertThat(other.calls()).hasSize(1).allMatch(it -> it.authorization().isEmpty());
    assertThat(sandbox.requests().tokens()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void plainHttpGetsNoTokenUnlessItIsSwitchedOn(Stack stack) {
    TokenHosts strict = TokenHosts.of(api.hostAndPort());

    assertThat(stack.get(api.uri(), "", strict, tokens).status()).isEqualTo(401);
    assertThat(api.calls()).hasSize(1).allMatch(it -> it.authorization().isEmpty());
  }

  @ParameterizedTest
  @EnumSource
  void headerOfTheCallerIsLeftAlone(Stack stack) {
    api.revokeBefore(REVOKED);

    assertThat(stack.get(api.uri(), "Own a.e30.b", hosts, tokens).status()).isEqualTo(401);
    assertThat(api.calls()).hasSize(1);
    assertThat(api.calls().get(0).authorization()).contains("Own a.e30.b");
    assertThat(sandbox.requests().tokens()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSupplyThrowsReachesTheSender(Stack stack) {
    get(stack);
    revoke();
    sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.oauthError("unauthorized_client", "AADSTS700016: x", "basic_action", "{}", 1));

    assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> get(stack));
    assertThat(api.calls()).hasSize(2);
  }

  @Test
  void redirectToAnotherHostLosesTheTokenWithApache() {
    api.redirectTo(other.uri());

    assertThat(get(Stack.APACHE).status()).isEqualTo(401);
    assertThat(api.calls()).hasSize(1).allMatch(it -> it.authorization().isPresent());
    assertThat(other.calls()).hasSize(1).allMatch(it -> it.authorization().isEmpty());
  }

  @Test
  void redirectToAnotherNamedHostHasTheTokenWithApache() {
    api.redirectTo(other.uri());
    TokenHosts both = TokenHosts.of(api.hostAndPort(), other.hostAndPort()).plainHttpOnLoopback();

    assertThat(Stack.APACHE.get(api.uri(), "", both, tokens).status()).isEqualTo(200);
    assertThat(other.calls()).hasSize(1).allMatch(it -> it.authorization().isPresent());
  }

  @Test
  void hostHeaderOfAnotherGetsNoTokenWithApache() throws IOException {
    try (CloseableHttpClient client =
        AuthorizingExecHandler.addTo(HttpClients.custom(), hosts, tokens).build()) {
      HttpGet request = new HttpGet(api.uri());
      request.setAuthority(new URIAuthority("evil.example", 80));
      int status =
          client.execute(HttpHost.create(other.uri()), request, response -> response.getCode());

      assertThat(status).isEqualTo(401);
    }
    assertThat(api.calls()).isEmpty();
    assertThat(other.calls()).hasSize(1).allMatch(it -> it.authorization().isEmpty());
  }

  @Test
  void connectionIsUsedAgainAfterAChallengeWithApache() throws IOException {
    get(Stack.JDK);
    revoke();
    try (CloseableHttpClient client =
        AuthorizingExecHandler.addTo(HttpClients.custom(), hosts, tokens)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .build()) {
      int status = client.execute(new HttpGet(api.uri()), response -> response.getCode());

      assertThat(status).isEqualTo(200);
    }
    assertThat(api.calls()).hasSize(3);
    assertThat(api.calls().get(2).port()).isEqualTo(api.calls().get(1).port());
  }

  @Test
  void clientOfTheJdkThatFollowsRedirectsIsRefused() {
    for (HttpClient.Redirect policy :
        List.of(HttpClient.Redirect.ALWAYS, HttpClient.Redirect.NORMAL)) {
      HttpClient client = HttpClient.newBuilder().followRedirects(policy).build();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AuthorizingHttpClient(client, hosts, tokens))
          .withMessageContaining("followRedirects");
    }
  }

  @Test
  void redirectIsReturnedWithTheJdk() {
    api.redirectTo(other.uri());

    assertThat(get(Stack.JDK).status()).isEqualTo(307);
    assertThat(other.calls()).isEmpty();
  }

  @Test
  void markedBodyIsSentAgainWithTheJdk(@TempDir Path folder) throws Exception {
    get(Stack.JDK);
    revoke();
    Path file = Files.writeString(folder.resolve("order"), "an order");
    AuthorizingHttpClient client =
        new AuthorizingHttpClient(HttpClient.newHttpClient(), hosts, tokens);
    HttpRequest.BodyPublisher body = BodyPublishers.ofFile(file);

    assertThat(client.send(posting(body), BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    assertThat(api.calls()).hasSize(2);
    assertThat(
            client
                .send(posting(AuthorizingHttpClient.repeatable(body)), BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
    assertThat(api.calls()).hasSize(4).last().returns("an order", Api.Call::body);
  }

  private HttpRequest posting(HttpRequest.BodyPublisher body) {
    return HttpRequest.newBuilder(api.uri()).timeout(Duration.ofSeconds(20)).POST(body).build();
  }

  @Test
  void handlerOfTheCallerSeesTheLastAnswerOnlyWithTheJdk() throws Exception {
    get(Stack.JDK);
    revoke();
    List<Integer> seen = new CopyOnWriteArrayList<>();

    new AuthorizingHttpClient(HttpClient.newHttpClient(), hosts, tokens)
        .send(
            HttpRequest.newBuilder(api.uri()).timeout(Duration.ofSeconds(20)).build(),
            info -> {
              seen.add(info.statusCode());
              return BodyHandlers.discarding().apply(info);
            });
    assertThat(seen).containsExactly(200);
  }
}
