package dev.latchkey.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReservedScopesTest {

  @Test
  void areAddedToWhatTheCallerGave() {
    assertThat(ReservedScopes.all().addedTo(Scopes.of("User.Read")))
        .hasToString("User.Read offline_access openid profile");
    assertThat(ReservedScopes.all().addedTo(Scopes.none()))
        .hasToString("offline_access openid profile");
  }

  @Test
  void mayBeLeftOutAndSoMayAnyOther() {
    ReservedScopes rule = ReservedScopes.all().without(List.of("offline_access", "User.Read"));
    assertThat(rule.addedTo(Scopes.of("User.Read", "Mail.Read")))
        .hasToString("Mail.Read openid profile");
  }

  @Test
  void openidCannotBeLeftOut() {
    assertThatThrownBy(() -> ReservedScopes.all().without(List.of("profile", "openid")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("openid");
  }

  @Test
  void theClientIdItselfIsAScopeLikeAnyOther() {
    Scopes own = Scopes.of("3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5");
    assertThat(ReservedScopes.requireNone(own)).isSameAs(own);
  }
}
