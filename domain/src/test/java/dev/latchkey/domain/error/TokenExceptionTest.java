package dev.latchkey.domain.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.id.CorrelationId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenExceptionTest {

  private static final CorrelationId ID = new CorrelationId(new UUID(1, 2));

  @Test
  void answersWhatItIsAsked() {
    OAuthError error =
        OAuthError.builder(OAuthErrorCode.INVALID_CLIENT)
            .description("AADSTS7000215")
            .codes(List.of(7000215L))
            .build();
    ServiceException e =
        new ServiceException(
            "refused",
            FailureDetails.none()
                .withError(error)
                .withCorrelationId(ID)
                .withRetryAfter(Duration.ofSeconds(3))
                .withAnswer(401, "application/json", null)
                .withAttempts(2),
            null);
    assertThat(e.error()).contains(error);
    assertThat(e.correlationId()).contains(ID);
    assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
    assertThat(e.status()).hasValue(401);
    assertThat(e.contentType()).contains("application/json");
    assertThat(e.attempts()).isEqualTo(2);
    assertThat(e.isTransient()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"500, true", "503, true", "429, true", "408, true", "400, false", "401, false"})
  void transientByStatus(int status, boolean expected) {
    assertThat(
            new ServiceException("x", FailureDetails.none().withAnswer(status, null, null), null)
                .isTransient())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "interaction_required,, true",
    "login_required,, true",
    "consent_required,, true",
    "invalid_grant,, true",
    "invalid_grant, basic_action, true",
    "invalid_grant, bad_token, true",
    "invalid_grant, client_mismatch, false",
    "invalid_grant, protection_policy_required, false",
    "invalid_client,, false",
    "invalid_scope, basic_action, false"
  })
  void interactionByErrorAndSuberror(String code, String suberror, boolean expected) {
    assertThat(
            OAuthError.builder(new OAuthErrorCode(code))
                .suberror(suberror)
                .build()
                .asksForInteraction())
        .isEqualTo(expected);
  }

  @Test
  void survivesJavaSerializationWithoutWhatTheServerSaid() throws Exception {
    OAuthError error = OAuthError.builder(OAuthErrorCode.INVALID_GRANT).description("d").build();
    ServiceException original =
        new ServiceException("refused", FailureDetails.none().withError(error), null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(original);
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    assertThat(copy)
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e).hasMessage("refused");
              assertThat(e.error()).isEmpty();
            });
  }
}
