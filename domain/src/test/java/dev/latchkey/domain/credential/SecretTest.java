package dev.latchkey.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SecretTest {

  @Test
  @Tag("W-29")
  void neverPrints() {
    assertThat(Secret.of("marker-7f3a")).doesNotHaveToString("marker-7f3a");
    assertThat(ClientCredential.secret("marker-7f3a").toString()).doesNotContain("marker");
    assertThat(Secret.of("marker-7f3a")).isNotInstanceOf(Serializable.class);
  }

  @Test
  void comparesByText() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
    assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b")).isNotEqualTo("a");
  }

  @Test
  void refusesNothing() {
    assertThatThrownBy(() -> Secret.of(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }
}
