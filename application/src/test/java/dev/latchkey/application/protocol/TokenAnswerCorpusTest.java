package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.time.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the token answer corpus ends as it says. */
class TokenAnswerCorpusTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final CorrelationId ID =
      CorrelationId.parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301");
  private static final FailureDetails SENT =
      FailureDetails.none().withCorrelationId(ID).withAttempts(1);

  private final TokenResponseReader reader =
      new TokenResponseReader(TimeSource.of(Clock.fixed(NOW, ZoneOffset.UTC)));

  static List<AnswerRow> rows() {
    return AnswerRow.all();
  }

  @Test
  void corpusIsWhole() {
    assertThat(rows()).hasSize(285);
    assertThat(rows()).extracting(AnswerRow::name).doesNotHaveDuplicates();
    assertThat(rows())
        .extracting(AnswerRow::outcome)
        .containsOnly("taken", "service", "interaction");
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Tag("W-14")
  @Tag("W-15")
  void rowEndsAsItSays(AnswerRow row) {
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> check(row));
  }

  private void check(AnswerRow row) {
    if (row.outcome().equals("taken")) {
      TokenAnswer answer = reader.read(row.response(), SENT, true);
      Map<String, String> expected = new LinkedHashMap<>();
      expected.put("access", "marker-token");
      expected.put("type", "Bearer");
      expected.put("expires", "600");
      expected.putAll(row.expected());
      expected.values().removeIf("none"::equals);
      assertThat(told(answer)).isEqualTo(expected);
      assertThat(answer.toString()).doesNotContain("marker");
      return;
    }
    Throwable thrown = catchThrowable(() -> reader.read(row.response(), SENT, true));
    assertThat(thrown)
        .isExactlyInstanceOf(
            row.outcome().equals("service")
                ? ServiceException.class
                : InteractionRequiredException.class);
    refused(row, (TokenException) thrown);
  }

  private static void refused(AnswerRow row, TokenException refusal) {
    Map<String, String> expected = new LinkedHashMap<>(row.expected());
    String says = expected.remove("says");
    assertThat(told(refusal)).isEqualTo(expected);
    assertThat(refusal).hasMessageContaining(says == null ? "" : says);
    assertThat(refusal.status()).hasValue(row.status());
    assertThat(refusal.correlationId()).contains(ID);
    assertThat(refusal.attempts()).isEqualTo(1);
    assertThat(refusal.contentType()).isEqualTo(row.response().headers().first("content-type"));
    if (refusal instanceof InteractionRequiredException interaction) {
      assertThat(interaction.reason()).isEqualTo(InteractionRequiredException.Reason.REFUSED);
    }
    assertThat(refusal.getSuppressed()).isEmpty();
    for (Throwable at = refusal; at != null; at = at.getCause()) {
      assertThat(at.getMessage()).doesNotContain("marker").hasSizeLessThan(700);
      onOneLine(at.getMessage());
    }
    refusal.answerExcerpt().ifPresent(TokenAnswerCorpusTest::onOneLine);
  }

  private static void onOneLine(String text) {
    assertThat(text.codePoints())
        .allMatch(c -> !Character.isISOControl(c))
        .allMatch(c -> Character.getType(c) != Character.FORMAT)
        .allMatch(c -> Character.getType(c) != Character.LINE_SEPARATOR)
        .allMatch(c -> Character.getType(c) != Character.PARAGRAPH_SEPARATOR)
        .allMatch(c -> Character.getType(c) != Character.SURROGATE);
  }

  private static Map<String, String> told(TokenAnswer answer) {
    Map<String, String> told = new LinkedHashMap<>();
    put(told, "access", revealed(answer.accessToken()));
    put(told, "type", answer.type().value());
    put(told, "expires", seconds(answer.expiresIn()));
    put(told, "extended", seconds(answer.extendedExpiresIn()));
    put(told, "refresh-in", seconds(answer.refreshIn()));
    put(told, "scope", answer.granted());
    put(told, "refresh", revealed(answer.refreshToken()));
    put(told, "refresh-expires", seconds(answer.refreshTokenExpiresIn()));
    put(told, "id", revealed(answer.idToken()));
    put(told, "client-info", answer.clientInfo());
    put(told, "family", answer.familyId());
    return told;
  }

  private static Map<String, String> told(TokenException refusal) {
    Map<String, String> told = new LinkedHashMap<>();
    put(told, "retry", seconds(refusal.retryAfter().orElse(null)));
    put(told, "excerpt", refusal.answerExcerpt().orElse(null));
    if (refusal.isTransient()) {
      told.put("transient", "transient");
    }
    refusal.error().ifPresent(error -> put(told, error));
    return told;
  }

  private static void put(Map<String, String> told, OAuthError error) {
    told.put("code", error.code().value());
    put(told, "description", error.description().orElse(null));
    put(told, "uri", error.uri().orElse(null));
    put(told, "suberror", error.suberror().orElse(null));
    put(told, "claims", error.claims().orElse(null));
    put(told, "timestamp", error.timestamp().orElse(null));
    put(told, "trace", error.traceId().orElse(null));
    put(told, "correlation", error.correlationId().orElse(null));
    if (!error.codes().isEmpty()) {
      told.put(
          "codes", error.codes().stream().map(Object::toString).collect(Collectors.joining(",")));
    }
  }

  private static void put(Map<String, String> told, String name, @Nullable Object value) {
    if (value != null) {
      told.put(name, Objects.toString(value));
    }
  }

  private static @Nullable String revealed(@Nullable Secret secret) {
    return secret == null ? null : secret.reveal();
  }

  private static @Nullable String seconds(@Nullable Duration duration) {
    return duration == null ? null : Long.toString(duration.toSeconds());
  }
}
