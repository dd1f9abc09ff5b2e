package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.latchkey.application.json.JsonText;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes from a token endpoint is a token or an exception of ours, and soon. */
class TokenAnswerPropertyTest {

  private static final TokenResponseReader READER =
      new TokenResponseReader(
          TimeSource.of(Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC)));

  private static TokenAnswer read(int status, byte[] body) {
    return READER.read(
        HttpResponse.of(status, HttpHeaders.none(), body), FailureDetails.none(), true);
  }

  private static TokenAnswer read(String body) {
    return read(200, body.getBytes(StandardCharsets.UTF_8));
  }

  private static void isTakenOrTyped(int status, byte[] body) {
    Throwable thrown = catchThrowable(() -> assertThat(read(status, body)).isNotNull());
    if (thrown == null) {
      assertThat(status).isBetween(200, 299);
      return;
    }
    assertThat(thrown)
        .isInstanceOfAny(ServiceException.class, InteractionRequiredException.class)
        .satisfies(it -> assertThat(((TokenException) it).status()).hasValue(status));
    assertThat(thrown.getMessage()).hasSizeLessThan(700);
    assertThat(thrown.getMessage().chars()).noneMatch(Character::isISOControl);
  }

  @Property
  void anyBytesAreTakenOrTyped(
      @ForAll @IntRange(min = 100, max = 999) int status, @ForAll @Size(max = 200) byte[] body) {
    isTakenOrTyped(status, body);
  }

  @Property
  void anyMembersAreTakenOrTyped(@ForAll("statuses") int status, @ForAll("objects") String body) {
    isTakenOrTyped(status, body.getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void anyDamageIsTakenOrTyped(
      @ForAll @IntRange(max = 220) int at, @ForAll byte damage, @ForAll boolean isCut) {
    byte[] body =
        """
        {"token_type":"Bearer","scope":"a b","expires_in":3600,"refresh_in":1800,"foci":"1",
        "access_token":"header.payload.signature","refresh_token":"0.AAA","id_token":"a.b.c",
        "client_info":"e30","more":[null,{"x":1.5e3}]}"""
            .getBytes(StandardCharsets.UTF_8);
    int where = at % body.length;
    body[where] = damage;
    isTakenOrTyped(200, isCut ? Arrays.copyOf(body, where) : body);
  }

  @Property
  void whatIsValidComesThrough(@ForAll("answers") TokenAnswer sent) {
    assertThat(read(written(sent))).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"%s\"}",
        "{\"access_token\":\"t\",\"scope\":\"%s\"}",
        "{\"access_token\":\"t\",\"expires_in\":\"%s\"}",
        "{\"access_token\":\"t\",\"token_type\":\"%s\"}",
        "{\"error\":\"%s\"}",
        "{\"error\":\"invalid_grant\",\"suberror\":\"%s\"}",
        "{\"error\":\"invalid_grant\",\"error_codes\":[%s]}",
        "%s"
      })
  void anAnswerAsLargeAsAllowedCostsLittle(String form) {
    String longest = form.formatted("9".repeat(4_000_000));
    String separate = form.formatted("9 ".repeat(500_000));
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> {
          isTakenOrTyped(200, longest.getBytes(StandardCharsets.UTF_8));
          isTakenOrTyped(200, separate.getBytes(StandardCharsets.UTF_8));
          isTakenOrTyped(200, separate.replace(' ', ',').getBytes(StandardCharsets.UTF_8));
        });
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.of(200, 200, 201, 204, 302, 400, 401, 429, 500, 503);
  }

  @Provide
  Arbitrary<String> objects() {
    Arbitrary<String> names =
        Arbitraries.of(
            "access_token",
            "token_type",
            "expires_in",
            "expires_on",
            "ext_expires_in",
            "refresh_in",
            "scope",
            "refresh_token",
            "id_token",
            "client_info",
            "foci",
            "error",
            "error_description",
            "error_codes",
            "suberror",
            "claims",
            "trace_id",
            "timestamp",
            "correlation_id");
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of("null", "true", "[]", "{}", "[1,\"2\"]", "{\"a\":[]}", "1e9", "-0.0"),
            Arbitraries.of("\"invalid_grant\"", "\"server_error\"", "\"Bearer\"", "\"\""),
            Arbitraries.longs().map(Object::toString),
            Arbitraries.strings().ofMaxLength(20).map(TokenAnswerPropertyTest::quoted));
    return Combinators.combine(names, values)
        .as((name, value) -> "\"" + name + "\":" + value)
        .list()
        .ofMaxSize(6)
        .map(members -> "{" + String.join(",", members) + "}");
  }

  private static String quoted(String text) {
    String object = new JsonText().put("", text).text();
    return object.substring("{\"\":".length(), object.length() - 1);
  }

  @Provide
  Arbitrary<TokenAnswer> answers() {
    Arbitrary<String> visible =
        Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(40);
    Arbitrary<Secret> secrets = visible.map(Secret::of);
    Arbitrary<Duration> lives = Arbitraries.longs().between(0, 1_000_000).map(Duration::ofSeconds);
    Arbitrary<List<String>> scopes =
        Arbitraries.strings()
            .withCharRange('#', '[')
            .withCharRange(']', '~')
            .ofMinLength(1)
            .list()
            .ofMinSize(1)
            .ofMaxSize(5);
    return Combinators.combine(
            secrets,
            Arbitraries.of("Bearer", "bearer", "pop", "DPoP").map(TokenType::new),
            lives,
            Combinators.combine(lives.injectNull(0.3), lives.injectNull(0.3), lives.injectNull(0.3))
                .as((a, b, c) -> new @Nullable Duration[] {a, b, c}),
            scopes.map(Scopes::of).injectNull(0.3),
            secrets.injectNull(0.3),
            secrets.injectNull(0.3),
            visible.injectNull(0.3))
        .as(
            (token, type, life, more, granted, refresh, id, person) ->
                new TokenAnswer(
                    token,
                    type,
                    life,
                    more[0],
                    more[1],
                    granted,
                    refresh,
                    more[2],
                    id,
                    person,
                    person == null ? null : "1"));
  }

  private static String written(TokenAnswer answer) {
    JsonText json = new JsonText();
    put(json, "access_token", answer.accessToken());
    json.put("token_type", answer.type().value());
    put(json, "expires_in", answer.expiresIn());
    put(json, "ext_expires_in", answer.extendedExpiresIn());
    put(json, "refresh_in", answer.refreshIn());
    put(json, "scope", answer.granted());
    put(json, "refresh_token", answer.refreshToken());
    put(json, "refresh_token_expires_in", answer.refreshTokenExpiresIn());
    put(json, "id_token", answer.idToken());
    put(json, "client_info", answer.clientInfo());
    put(json, "foci", answer.familyId());
    return json.text();
  }

  private static void put(JsonText json, String name, @Nullable Object value) {
    if (value instanceof Secret secret) {
      json.put(name, secret.reveal());
    } else if (value instanceof Duration life) {
      json.put(name, life.toSeconds());
    } else if (value != null) {
      json.put(name, value.toString());
    }
  }
}
