package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.Prompt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

  @Test
  @Tag("S-268")
  @Tag("S-269")
  @Tag("S-270")
  @Tag("S-271")
  void constantsHaveTheValuesOfOpenIdConnect() {
    assertThat(Prompt.SELECT_ACCOUNT.value()).isEqualTo("select_account");
    assertThat(Prompt.NONE.value()).isEqualTo("none");
    assertThat(Prompt.CONSENT.value()).isEqualTo("consent");
    assertThat(Prompt.LOGIN.value()).isEqualTo("login");
    assertThat(Prompt.CREATE.value()).isEqualTo("create");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "login ", " login", "login  consent", "l\u00f6gin", "a\nb"})
  void textThatIsNoPromptIsRefused(String text) {
    assertThatThrownBy(() -> new Prompt(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
