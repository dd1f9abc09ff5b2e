package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileAnswersIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  private final House house = new House();
  private final ConfidentialClient client = house.client().retry(RetryPolicy.none()).build();

  @AfterEach
  void close() {
    client.close();
    house.close();
  }

  private TokenException failure(Fault fault) {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(fault);
    TokenException e =
        catchThrowableOfType(TokenException.class, () -> client.acquireForClient(REQUEST));
    assertThat(e).isNotNull();
    assertThat(e.correlationId()).isPresent();
    house.time.advance(Duration.ofMinutes(1));
    assertThat(client.acquireForClient(REQUEST).accessToken().length())
        .as("nothing of it was kept")
        .isPositive();
    client.removeTokensForClient();
    return e;
  }

  @Test
  @Tag("W-15")
  void aGatewaysPageKeepsStatusTypeAndExcerpt() {
    TokenException e =
        failure(
            Fault.status(
                502,
                "<html><body>Bad\u0007 Gateway " + "x".repeat(1000) + "</body></html>",
                Map.of("Content-Type", "text/html")));
    assertThat(e).isInstanceOf(ServiceException.class);
    assertThat(e.status()).hasValue(502);
    assertThat(e.contentType().orElse("")).startsWith("text/html");
    assertThat(e.answerExcerpt().orElse("")).startsWith("<html><body>Bad Gateway").hasSize(256);
    assertThat(e.isTransient()).isTrue();
    assertThat(e).hasMessageNotContaining("Gateway xx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"access_token\":null}",
        "{\"access_token\":\"\"}",
        "{\"access_token\":42}",
        "{\"access_token\":{\"a\":1}}",
        "{\"access_token\":[\"marker-token\"]}",
        "{\"access_token\":\"marker-token\\r\\nx-evil: 1\"}",
        "{\"access_token\":\"marker-tökén\"}",
        "{\"access_token\":\"marker-token\",\"expires_in\":\"soon\"}",
        "{\"access_token\":\"marker-token\",\"expires_in\":1e400000000}",
        "{\"access_token\":\"marker-token\",\"expires_in\":[]}",
        "{\"access_token\":\"marker-token\",\"token_type\":7}",
        "{\"access_token\":\"marker-token\",\"token_type\":\"Bea\\r\\nrer\"}",
        "{\"access_token\":\"marker-token\",\"scope\":\"a\\nb\"}",
        "{\"access_token\":\"marker-token\",\"access_token\":\"marker-token\"}",
        "{\"access_token\":\"marker-token\"}{}",
        "[{\"access_token\":\"marker-token\"}]",
        "\"marker-token\"",
        "null",
        "",
        "<html>marker-token</html>",
        "access_token=marker-token"
      })
  @Tag("W-15")
  void aSuccessThatIsNoTokenResponseIsATypedErrorWithoutItsContent(String body) {
    TokenException e = failure(Fault.body(body, "application/json"));
    assertThat(e).isInstanceOf(ServiceException.class);
    assertThat(e.status()).hasValue(200);
    assertThat(e.answerExcerpt()).isEmpty();
    assertThat(e.toString()).doesNotContain("marker-token");
  }

  static List<Fault> tooMuch() {
    return List.of(
        Fault.hugeBody(10_000_000),
        Fault.gzipBomb(1L << 28),
        Fault.endlessChunks(),
        Fault.manyHeaders(100_000),
        Fault.hugeHeader(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("tooMuch")
  void whatIsTooMuchIsCutOff(Fault fault) {
    assertThat(failure(fault))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.TOO_LARGE));
  }

  @Test
  void nestedAndRepeatedMembersAreRefused() {
    assertThat(failure(Fault.deepJson(100_000))).isInstanceOf(ServiceException.class);
    assertThat(failure(Fault.duplicateKeys())).isInstanceOf(ServiceException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int code) {
    int before = house.sandbox.requests().all().size();
    TokenException e =
        failure(Fault.redirect(code, house.sandbox.uri().resolve("/elsewhere").toString()));
    assertThat(e.status()).hasValue(code);
    assertThat(
            house.sandbox.requests().all().subList(before, house.sandbox.requests().all().size()))
        .noneMatch(request -> request.path().equals("/elsewhere"));
  }

  @Test
  void whatIsNoHttpIsATransportFailure() {
    assertThat(
            failure(
                Fault.garbage(
                    "SSH-2.0-OpenSSH\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))))
        .isInstanceOf(TransportException.class);
    assertThat(failure(Fault.cut(10))).isInstanceOf(TransportException.class);
  }

  @Test
  void errorsWithoutAWordKeepTheirStatus() {
    TokenException e =
        failure(Fault.status(418, "{\"teapot\":true}", Map.of("Content-Type", "application/json")));
    assertThat(e.status()).hasValue(418);
    assertThat(e.error()).isEmpty();
  }

  @Test
  void aPersonIsAskedForWhereOneHelps() {
    TokenException e =
        failure(
            Fault.oauthError(
                "invalid_grant", "AADSTS50076", "basic_action", "{\"access_token\":{}}", 50076));
    assertThat(e)
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            it -> assertThat(it.reason()).isEqualTo(InteractionRequiredException.Reason.REFUSED));
  }

  @Test
  void aDrippedAnswerEndsAtTheDeadline() {
    house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .always(Fault.dripFromStart(1, Duration.ofMillis(200)));
    try (ConfidentialClient quick =
        house
            .client()
            .http(house.http().timeout(Duration.ofSeconds(1)))
            .timeSource(dev.latchkey.spi.time.TimeSource.system())
            .build()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> quick.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.TIMED_OUT));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void nothingOfTheCallersSplitsFormOrHeader() {
    String nasty = "a&grant_type=password&x=é%00+\r\nx-evil: 1\u0000";
    client.acquireForClient(REQUEST.extraParameters(Map.of("p&q=\r\n", nasty)));
    var request = house.tokenRequests().get(0);
    assertThat(request.formParameter("p&q=\r\n")).contains(nasty);
    assertThat(request.form().get("grant_type")).containsExactly("client_credentials");
    assertThat(request.header("x-evil")).isEmpty();
  }
}
