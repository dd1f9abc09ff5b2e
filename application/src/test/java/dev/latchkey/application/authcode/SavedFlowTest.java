package dev.latchkey.application.authcode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.id.CorrelationId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedFlowTest {

  @Test
  @Tag("S-137")
  void everythingSurvivesText() {
    SavedFlow flow =
        Flows.of(
            AuthCodeFlowRequest.of(List.of("Orders.Read"))
                .authority(Authority.parse("https://login.microsoftonline.com/contoso.example"))
                .redirectUri(URI.create("https://shop.example/back?kept=1"))
                .maxAge(Duration.ofHours(1))
                .claims("{\"id_token\":{\"acrs\":null}}")
                .claimsFromClient("{\"access_token\":{\"xms\":{\"value\":\"\u00e9\"}}}")
                .correlationId(
                    new CorrelationId(UUID.fromString("0d1a8b9e-0000-4000-8000-000000000001")))
                .extraParameters(Map.of("slice", "test \"1\""))
                .resource(URI.create("https://api.example/"))
                .instanceAware(true)
                .spaCode(true));

    SavedFlow restored = SavedFlow.restored(flow.text());

    assertThat(restored.text()).isEqualTo(flow.text());
    assertThat(restored.authority()).isEqualTo(flow.authority());
    assertThat(restored.request().options().extraParameters())
        .containsOnly(
            Map.entry("slice", "test \"1\""), Map.entry("resource", "https://api.example/"));
    assertThat(restored.request().options().extendedKey())
        .isEqualTo(flow.request().options().extendedKey());
    assertThat(restored.request().authorization().maxAge()).contains(Duration.ofHours(1));
    assertThat(restored.request().options().claimsFromClient())
        .isEqualTo(flow.request().options().claimsFromClient());
  }

  @Test
  void kindOfAuthoritySurvivesText() {
    SavedFlow oidc = Flows.plain();

    assertThat(SavedFlow.restored(oidc.text()).authority()).isEqualTo(oidc.authority());
  }

  @Test
  void nothingSecretIsPrinted() {
    SavedFlow flow = Flows.plain();

    assertThat(flow.toString())
        .doesNotContain(flow.state())
        .doesNotContain(flow.nonce().reveal())
        .doesNotContain(flow.codeVerifier().reveal());
  }

  @Tag("S-141")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "{}",
        "[]",
        "{\"version\":2}",
        "{\"version\":1}",
        "{\"version\":1,\"client_id\":\"shop\",\"authority\":\"https://id.example/shop\"}",
        "https://login.microsoftonline.com/common/oauth2/v2.0/authorize?code=abc"
      })
  void textThatIsNoFlowIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> SavedFlow.restored(Secret.of(text)))
        .isInstanceOf(AuthResponseException.class)
        .hasMessageStartingWith("the saved flow cannot be read (")
        .hasMessageNotContaining("code=abc");
  }

  @Tag("S-141")
  @ParameterizedTest
  @ValueSource(
      strings = {"client_id", "authority", "state", "nonce", "code_verifier", "consented", "extra"})
  void flowThatLacksAMemberIsRefused(String member) {
    String text = Flows.plain().text().reveal().replace("\"" + member + "\"", "\"gone\"");

    assertThatThrownBy(() -> SavedFlow.restored(Secret.of(text)))
        .isInstanceOf(AuthResponseException.class)
        .hasMessageContaining(member);
  }
}
