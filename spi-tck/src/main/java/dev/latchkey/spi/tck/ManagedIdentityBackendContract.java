package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ManagedIdentityBackend} does, shown with a transport that answers as the
 * subclass says. Nothing is sent anywhere.
 *
 * @since 0.1
 */
@DisplayName("A back end of managed identity")
public abstract class ManagedIdentityBackendContract {

  private final ManualTimeSource time = new ManualTimeSource();
  private final List<HttpRequest> sent = new ArrayList<>();
  private final List<Deadline> deadlines = new ArrayList<>();

  /** For subclasses. */
  protected ManagedIdentityBackendContract() {}

  /**
   * Opens the back end under test.
   *
   * @param context what it looks at the world through
   * @return the back end
   */
  protected abstract ManagedIdentityBackend open(ManagedIdentityContext context);

  /** {@return the signs of its host} */
  protected abstract MapEnvironment signs();

  /** {@return the files of its host; none by default} */
  protected FileReader files() {
    return new MemoryFiles();
  }

  /**
   * Answers what comes before the last request.
   *
   * @param request the request
   * @return the answer; empty, as by default, if the request is the last one
   */
  protected Optional<HttpResponse> before(HttpRequest request) {
    return Optional.empty();
  }

  /** {@return whether it is present without any sign, being the last resort} */
  protected boolean isLastResort() {
    return false;
  }

  /** {@return what must be seen nowhere but on the wire} */
  protected abstract List<String> secrets();

  private ManagedIdentityBackend open(EnvironmentReader environment, HttpTransport http) {
    return open(ManagedIdentityContext.of(environment, files(), time, http, pin -> http));
  }

  private HttpTransport answering(int status, String body) {
    return (request, deadline, cancellation) -> {
      sent.add(request);
      deadlines.add(deadline);
      return before(request)
          .orElseGet(
              () ->
                  HttpResponse.of(
                      status,
                      HttpHeaders.none().with("content-type", "application/json"),
                      body.getBytes(StandardCharsets.UTF_8)));
    };
  }

  private ManagedIdentityAnswer ask(HttpTransport http, Cancellation cancellation) {
    return open(signs(), http)
        .acquire(
            ManagedIdentityRequest.of(
                ManagedIdentityId.systemAssigned(),
                "https://vault.azure.net",
                new CorrelationId(new UUID(1, 2))),
            Deadline.after(Duration.ofSeconds(7), time),
            cancellation);
  }

  private ManagedIdentityAnswer ask(int status, String body) {
    return ask(answering(status, body), Cancellation.none());
  }

  @Test
  @DisplayName("has a short name in lower case")
  void name() {
    assertThat(open(signs(), answering(200, "{}")).name()).matches("[a-z][a-z0-9-]{1,31}");
  }

  @Test
  @DisplayName("is present where its signs are, and says which, without their values")
  void presence() {
    assertThat(open(signs(), answering(200, "{}")).presence().here()).isTrue();
    assertThat(open(signs(), answering(200, "{}")).presence().reason())
        .isNotBlank()
        .matches(it -> secrets().stream().noneMatch(it::contains));
    assertThat(open(MapEnvironment.empty(), answering(200, "{}")).presence().here())
        .isEqualTo(isLastResort());
    assertThat(sent).isEmpty();
  }

  @Test
  @DisplayName("looks at the environment anew each time")
  void looksAnew() {
    List<EnvironmentReader> now = new ArrayList<>(List.of(MapEnvironment.empty()));
    EnvironmentReader changing =
        new EnvironmentReader() {
          @Override
          public Optional<String> variable(String name) {
            return now.get(0).variable(name);
          }

          @Override
          public Optional<String> property(String name) {
            return now.get(0).property(name);
          }
        };
    ManagedIdentityBackend backend = open(changing, answering(200, "{}"));
    boolean before = backend.presence().here();
    now.set(0, signs());
    assertThat(backend.presence().here()).isTrue();
    assertThat(before).isEqualTo(isLastResort());
  }

  @Test
  @DisplayName("gives the token with its life and type, and counts its requests")
  void token() {
    ManagedIdentityAnswer answer =
        ask(200, "{\"access_token\":\"AT\",\"expires_in\":\"3600\",\"expires_on\":\"1893459600\"}");

    assertThat(answer.accessToken().reveal()).isEqualTo("AT");
    assertThat(answer.life()).isEqualTo(Duration.ofHours(1));
    assertThat(answer.type()).isEqualTo(TokenType.BEARER);
    assertThat(answer.httpCalls()).isEqualTo(sent.size());
    assertThat(answer.toString()).doesNotContain("AT\"");
  }

  @Test
  @DisplayName("sends to one host, names the resource, and hands the deadline down")
  void oneHost() {
    ask(200, "{\"access_token\":\"AT\",\"expires_in\":3600,\"expires_on\":1893459600}");

    assertThat(sent.stream().map(it -> it.uri().getAuthority()).distinct()).hasSize(1);
    assertThat(sent)
        .allMatch(
            it ->
                (it.uri().getQuery() + new String(it.body(), StandardCharsets.UTF_8))
                    .contains("vault.azure.net"));
    assertThat(deadlines).allMatch(it -> it.total().equals(Duration.ofSeconds(7)));
  }

  @Test
  @DisplayName("tells a refusal with its status, and does not ask again")
  void refusal() {
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> ask(500, "{\"error\":\"x\",\"message\":\"y\"}"))
        .matches(it -> it.status().orElse(0) == 500)
        .matches(it -> it.error().isPresent())
        .matches(it -> it.correlationId().isPresent())
        .matches(it -> it.attempts() == sent.size());
    assertThat(sent.stream().filter(it -> before(it).isEmpty())).hasSize(1);
  }

  @Test
  @DisplayName("refuses an answer that has no token, no end or no JSON")
  void unusable() {
    for (String body :
        List.of("", "{}", "<html>", "[]", "{\"access_token\":\"hush-AT\"}", "{\"expires_in\":9}")) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> ask(200, body))
          .matches(it -> !it.toString().contains("hush"))
          .matches(it -> it.answerExcerpt().isEmpty());
    }
  }

  @Test
  @DisplayName("lets failures of the transport through")
  void transportFails() {
    HttpTransport broken =
        (request, deadline, cancellation) -> {
          throw new TransportException(
              TransportException.Reason.INTERRUPTED, "the connection broke", null);
        };

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> ask(broken, Cancellation.none()))
        .matches(it -> it.reason() == TransportException.Reason.INTERRUPTED);
  }

  @Test
  @DisplayName("sends nothing for a caller who has given up")
  void cancelled() {
    Cancellation cancellation = Cancellation.create();
    cancellation.cancel();

    assertThatExceptionOfType(CancelledException.class)
        .isThrownBy(() -> ask(answering(200, "{}"), cancellation));
    assertThat(sent).isEmpty();
  }

  @Test
  @DisplayName("repeats the secrets of its host in no message, also if an answer repeats them")
  void secretsStayHidden() {
    for (String secret : secrets()) {
      for (int status : new int[] {200, 400, 500}) {
        for (String body :
            List.of(
                "{\"message\":\"" + secret + "\"}",
                "{\"error\":{\"code\":\"c\",\"message\":\"" + secret + "\"}}",
                secret)) {
          assertThatExceptionOfType(ServiceException.class)
              .isThrownBy(() -> ask(status, body))
              .matches(it -> !it.toString().contains(secret))
              .matches(it -> !it.answerExcerpt().orElse("").contains(secret))
              .matches(
                  it -> !it.error().flatMap(OAuthError::description).orElse("").contains(secret));
        }
      }
    }
    assertThat(open(signs(), answering(200, "{}")).toString())
        .matches(it -> secrets().stream().noneMatch(it::contains));
  }

  @Test
  @DisplayName("has an end to what is worth another attempt, and none for a refusal")
  void retries() {
    ManagedIdentityBackend backend = open(signs(), answering(200, "{}"));
    for (int status : new int[] {0, 404, 408, 410, 429, 500, 502, 503, 504}) {
      assertThat(backend.retryDelay(100, status)).isEmpty();
      assertThat(backend.retryDelay(1, status).orElse(Duration.ofMillis(1))).isPositive();
    }
    for (int status : new int[] {200, 301, 400, 401, 403}) {
      assertThat(backend.retryDelay(1, status)).isEmpty();
    }
  }
}
