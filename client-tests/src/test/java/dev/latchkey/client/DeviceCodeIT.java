package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in on another device at the sandbox, which judges the pauses between polls. */
class DeviceCodeIT {

  private static final DeviceCodeRequest REQUEST = DeviceCodeRequest.of(List.of("User.Read"));

  private final List<PendingDeviceCodeFlow> shown = new ArrayList<>();

  private TokenResult signIn(PublicClient client) {
    return client.acquireByDeviceCode(REQUEST, shown::add);
  }

  @Test
  @Tag("S-230")
  @Tag("S-231")
  @Tag("S-234")
  @Tag("S-236")
  @Tag("S-238")
  void aPersonSignsInWhileTheProgramWaits() {
    try (Delegation there = new Delegation();
        PublicClient client = there.program()) {
      there.time.onSleep(
          () -> {
            if (there.time.sleeps().size() == 3) {
              there.house.sandbox.device().approve(shown.get(0).userCode(), Delegation.MIRA);
            }
          });
      TokenResult token = signIn(client);
      assertThat(token.account().orElseThrow().username()).isEqualTo(Delegation.MIRA);
      assertThat(shown.get(0).message()).contains(shown.get(0).userCode());
      assertThat(there.tokenRequests()).hasSize(4);
      assertThat(
              client
                  .acquireSilently(
                      SilentRequest.of(List.of("User.Read"), token.account().orElseThrow())
                          .forceRefresh(true))
                  .source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  @Test
  @Tag("S-238")
  void aPersonDeclines() {
    try (Delegation there = new Delegation();
        PublicClient client = there.program()) {
      there.time.onSleep(() -> there.house.sandbox.device().refuse(shown.get(0).userCode()));
      ServiceException e = catchThrowableOfType(ServiceException.class, () -> signIn(client));
      assertThat(e.error().map(OAuthError::code)).contains(OAuthErrorCode.AUTHORIZATION_DECLINED);
      assertThat(e.error().flatMap(OAuthError::description)).isPresent();
      assertThat(client.accounts()).isEmpty();
    }
  }

  @Test
  @Tag("S-238")
  void nobodyCares() {
    try (Delegation there = new Delegation();
        PublicClient client = there.program()) {
      ServiceException e = catchThrowableOfType(ServiceException.class, () -> signIn(client));
      assertThat(e.error().map(OAuthError::code).orElseThrow())
          .isIn(OAuthErrorCode.EXPIRED_TOKEN, OAuthErrorCode.AUTHORIZATION_PENDING);
      assertThat(there.time.instant()).isBeforeOrEqualTo(shown.get(0).expiresAt());
    }
  }

  @Test
  @Tag("W-13")
  void whoAsksTooOftenAsksLessOftenAndStillSignsIn() {
    try (Delegation there = new Delegation();
        PublicClient client = there.program();
        PublicClient impatient = there.program()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      flow.end();
      assertThatThrownBy(() -> impatient.completeDeviceCodeFlow(flow))
          .as("one poll, a moment ago")
          .isInstanceOf(ServiceException.class);
      there.time.onSleep(
          () -> there.house.sandbox.device().approve(flow.userCode(), Delegation.MIRA));
      PendingDeviceCodeFlow again = PendingDeviceCodeFlow.restore(flow.saved());
      assertThat(client.completeDeviceCodeFlow(again).account()).isPresent();
      assertThat(there.time.sleeps()).containsExactly(Duration.ofSeconds(10));
    }
  }

  @Test
  @Tag("S-235")
  void anotherProcessCompletesTheFlow() {
    try (Delegation there = new Delegation();
        PublicClient client = there.program();
        PublicClient other = there.program()) {
      PendingDeviceCodeFlow flow = client.beginDeviceCodeFlow(REQUEST);
      there.house.sandbox.device().approve(flow.userCode(), Delegation.JON);
      TokenResult token = other.completeDeviceCodeFlow(PendingDeviceCodeFlow.restore(flow.saved()));
      assertThat(token.account().orElseThrow().username()).isEqualTo(Delegation.JON);
      assertThat(client.accounts()).isEmpty();
    }
  }

  @Test
  void anyOpenIdProviderWillDo() {
    try (Delegation there = new Delegation();
        PublicClient client =
            there.program(Authority.oidc(there.house.sandbox.oidcAuthority("factory")))) {
      there.time.onSleep(
          () -> there.house.sandbox.device().approve(shown.get(0).userCode(), Delegation.MIRA));
      TokenResult token = client.acquireByDeviceCode(DeviceCodeRequest.of(List.of()), shown::add);
      assertThat(token.account().orElseThrow().username()).isEqualTo(Delegation.MIRA);
      assertThat(token.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(5));
      assertThat(there.tokenRequests())
          .extracting(RecordedRequest::path)
          .allMatch(path -> path.contains("factory"));
    }
  }
}
