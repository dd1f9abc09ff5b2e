package dev.latchkey.spi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.identity.ManagedIdentityId.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManagedIdentityValuesTest {

  private static final CorrelationId ID = new CorrelationId(new UUID(1, 2));

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SYSTEM_ASSIGNED")
  void userAssignedIdentitiesHaveAName(Kind kind) {
    assertThat(new ManagedIdentityId(kind, "x").value()).isEqualTo("x");
    assertThatIllegalArgumentException().isThrownBy(() -> new ManagedIdentityId(kind, ""));
    assertThatIllegalArgumentException().isThrownBy(() -> new ManagedIdentityId(kind, " "));
    assertThatIllegalArgumentException().isThrownBy(() -> new ManagedIdentityId(kind, "a\nb"));
  }

  @Test
  void theIdentityOfTheSystemHasNone() {
    assertThat(ManagedIdentityId.systemAssigned().value()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ManagedIdentityId(Kind.SYSTEM_ASSIGNED, "x"));
  }

  @Test
  void requestsNeedAResource() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ManagedIdentityRequest.of(ManagedIdentityId.systemAssigned(), " ", ID));
  }

  @Test
  void requestsKeepWhatWasSetBefore() {
    ManagedIdentityRequest request =
        ManagedIdentityRequest.of(ManagedIdentityId.clientId("c"), "https://vault.azure.net", ID)
            .capabilities(List.of("cp1"))
            .refusedTokenHash("60a1");

    assertThat(request.capabilities()).containsExactly("cp1");
    assertThat(request.refusedTokenHash()).contains("60a1");
    assertThat(request.identity()).isEqualTo(ManagedIdentityId.clientId("c"));
  }

  @Test
  void aTokenThatHadEndedLivesForNoTime() {
    ManagedIdentityAnswer answer =
        ManagedIdentityAnswer.of(Secret.of("marker"), TokenType.BEARER, Duration.ofSeconds(-5));

    assertThat(answer.life()).isZero();
    assertThat(answer.toString()).doesNotContain("marker");
  }
}
