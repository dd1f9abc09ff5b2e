package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On behalf of callers at the sandbox, which verifies what they bring. */
class OnBehalfOfIT {

  private static final List<String> SCOPES = List.of("User.Read");

  @Test
  @Tag("S-244")
  @Tag("S-245")
  @Tag("S-247")
  @Tag("S-248")
  @Tag("W-07")
  void eachCallerGetsATokenOfTheirOwn() {
    try (Delegation there = new Delegation();
        ConfidentialClient middle = there.middleTier()) {
      Secret mira = there.callerToken(Delegation.MIRA);
      Secret jon = there.callerToken(Delegation.JON);
      TokenResult ofMira = middle.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, mira));
      TokenResult ofJon = middle.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, jon));
      assertThat(ofMira.account().orElseThrow().username()).isEqualTo(Delegation.MIRA);
      assertThat(ofJon.account().orElseThrow().username()).isEqualTo(Delegation.JON);
      TokenResult again = middle.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, mira));
      assertThat(again.source()).isEqualTo(TokenSource.CACHE);
      assertThat(again.accessToken()).isEqualTo(ofMira.accessToken());
      assertThat(there.tokenRequests().get(2).form())
          .containsEntry("assertion", List.of(mira.reveal()))
          .containsEntry("requested_token_use", List.of("on_behalf_of"))
          .containsEntry("grant_type", List.of("urn:ietf:params:oauth:grant-type:jwt-bearer"));
    }
  }

  @Test
  @Tag("S-246")
  void whatNeedsConsentIsToldToTheMiddleTier() {
    try (Delegation there = new Delegation();
        ConfidentialClient middle = there.middleTier()) {
      Secret mira = there.callerToken(Delegation.MIRA);
      there.house.sandbox.users().change(Delegation.MIRA, user -> user.consented(false));
      InteractionRequiredException e =
          catchThrowableOfType(
              InteractionRequiredException.class,
              () -> middle.acquireOnBehalfOf(OnBehalfOfRequest.of(SCOPES, mira)));
      assertThat(e.error().map(OAuthError::codes).orElseThrow()).contains(65001L);
    }
  }

  @Test
  void aTokenForSomebodyElseIsRefused() {
    try (Delegation there = new Delegation();
        ConfidentialClient middle = there.middleTier()) {
      assertThatThrownBy(
              () ->
                  middle.acquireOnBehalfOf(
                      OnBehalfOfRequest.of(SCOPES, Secret.of("forged.token.here"))))
          .isInstanceOf(TokenException.class);
    }
  }

  @Test
  void aNightlyJobGoesOnUntilItIsStopped() {
    SessionRequest resume = SessionRequest.of(SCOPES, "job-17");
    try (Delegation there = new Delegation();
        ConfidentialClient middle = there.middleTier()) {
      Secret mira = there.callerToken(Delegation.MIRA);
      middle.beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, mira).sessionKey("job-17"));
      for (int hours = 0; hours < 12; hours++) {
        there.time.advance(Duration.ofHours(1));
        TokenResult token = middle.resumeOnBehalfOf(resume);
        assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
        assertThat(token.account().orElseThrow().username()).isEqualTo(Delegation.MIRA);
      }
      assertThat(middle.stopOnBehalfOf("job-17")).isTrue();
      assertThatThrownBy(() -> middle.resumeOnBehalfOf(resume))
          .isInstanceOf(InteractionRequiredException.class);
    }
  }

  @Test
  void aUserWhoIsLockedOutEndsTheJob() {
    SessionRequest resume = SessionRequest.of(SCOPES, "job-17");
    try (Delegation there = new Delegation();
        ConfidentialClient middle = there.middleTier()) {
      Secret mira = there.callerToken(Delegation.MIRA);
      middle.beginOnBehalfOf(OnBehalfOfRequest.of(SCOPES, mira).sessionKey("job-17"));
      there.house.sandbox.users().change(Delegation.MIRA, user -> user.disabled(true));
      there.time.advance(Duration.ofHours(2));
      InteractionRequiredException e =
          catchThrowableOfType(
              InteractionRequiredException.class, () -> middle.resumeOnBehalfOf(resume));
      assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.REFUSED);
    }
  }
}
