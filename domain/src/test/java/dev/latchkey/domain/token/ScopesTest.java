package dev.latchkey.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopesTest {

  @Test
  void sortsByCodePointAndDropsDoubles() {
    assertThat(Scopes.of("profile", "User.Read openid", "profile", "offline_access").text())
        .isEqualTo("User.Read offline_access openid profile");
  }

  @Test
  void comparesLetterCaseAsTheAuthorityDoes() {
    Scopes granted = Scopes.of("User.Read", "Mail.Read");
    Scopes wish = Scopes.of("user.read");
    assertThat(granted.covers(wish, ScopeMatching.IGNORE_CASE)).isTrue();
    assertThat(granted.covers(wish, ScopeMatching.EXACT)).isFalse();
    assertThat(Scopes.of("A").key(ScopeMatching.IGNORE_CASE)).isEqualTo("a");
    assertThat(Scopes.of("A").key(ScopeMatching.EXACT)).isEqualTo("A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\"b", "a\\b", "a\nb", "a\tb", "ü", "a\u0000"})
  void refusesCharactersThatNoScopeMayHave(String scope) {
    assertThatThrownBy(() -> Scopes.of(scope))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scopes")
        .hasMessageNotContaining(scope);
  }

  @Property
  void whateverIsAcceptedIsOneLineOfVisibleAscii(@ForAll List<String> parts) {
    try {
      assertThat(Scopes.of(parts).text()).matches("[\\x21-\\x7e ]*");
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("RFC 6749");
    }
  }
}
