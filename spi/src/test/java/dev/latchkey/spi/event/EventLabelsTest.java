package dev.latchkey.spi.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenSource;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventLabelsTest {

  private static TokenEvent.Builder failure() {
    return TokenEvent.builder("silent")
        .outcome(TokenEvent.Outcome.FAILURE)
        .refreshReason(RefreshReason.EXPIRED);
  }

  @Test
  void aHitHasNoReasonAndNoError() {
    EventLabels labels = EventLabels.of(TokenEvent.builder("client-credentials").build());

    assertThat(labels)
        .isEqualTo(
            new EventLabels(
                "client-credentials", "success", "cache", "not-applicable", "none", false, false));
    assertThat(labels.isHit()).isTrue();
  }

  @Test
  void aTokenOfTheServiceTellsWhyItWasNeeded() {
    EventLabels labels =
        EventLabels.of(
            TokenEvent.builder("silent")
                .source(TokenSource.IDENTITY_PROVIDER)
                .refreshReason(RefreshReason.PROACTIVE)
                .duration(Duration.ofMillis(5))
                .joined(true)
                .background(true)
                .build());

    assertThat(labels)
        .isEqualTo(
            new EventLabels(
                "silent", "success", "identity-provider", "proactive", "none", true, true));
    assertThat(labels.isHit()).isFalse();
  }

  @Test
  void aFailureHasNoSource() {
    EventLabels labels =
        EventLabels.of(
            failure()
                .errorCode(OAuthErrorCode.INVALID_GRANT)
                .failure("InteractionRequiredException")
                .build());

    assertThat(labels.source()).isEqualTo("none");
    assertThat(labels.error()).isEqualTo("invalid_grant");
    assertThat(labels.isHit()).isFalse();
  }

  @Test
  void codesThatServersMakeUpAreOneLabel() {
    Set<String> errors =
        IntStream.range(0, 1000)
            .mapToObj(i -> failure().errorCode(new OAuthErrorCode("alice@contoso-" + i)).build())
            .map(event -> EventLabels.of(event).error())
            .collect(Collectors.toSet());

    assertThat(errors).containsExactly("other-code");
  }

  @Test
  void everyExceptionOfTheFamilyHasAKindAndNoOther() {
    for (Class<?> type : TokenException.class.getPermittedSubclasses()) {
      assertThat(EventLabels.of(failure().failure(type.getSimpleName()).build()).error())
          .matches("[a-z]+(-[a-z]+)*")
          .isNotEqualTo("other")
          .doesNotContain("exception");
    }
    assertThat(EventLabels.of(failure().failure("CredentialUnavailableException").build()).error())
        .isEqualTo("credential-unavailable");
    assertThat(EventLabels.of(failure().failure("AliceHasABugException").build()).error())
        .isEqualTo("other");
    assertThat(EventLabels.of(failure().build()).error()).isEqualTo("other");
  }

  @Test
  void theConstantsOfTheErrorCodesAreTheKnownOnes() {
    Set<String> unknown =
        Arrays.stream(OAuthErrorCode.class.getFields())
            .filter(field -> field.getType() == OAuthErrorCode.class)
            .map(EventLabelsTest::constant)
            .filter(
                code ->
                    !EventLabels.of(failure().errorCode(code).build()).error().equals(code.value()))
            .map(OAuthErrorCode::value)
            .collect(Collectors.toSet());

    assertThat(unknown).isEmpty();
  }

  private static OAuthErrorCode constant(java.lang.reflect.Field field) {
    try {
      return (OAuthErrorCode) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
