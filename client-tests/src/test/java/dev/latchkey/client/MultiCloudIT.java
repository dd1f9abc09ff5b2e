package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MapEnvironment;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** People of several clouds in one application, one person in several of them included. */
class MultiCloudIT {

  private static final String PUBLIC = Cloud.PUBLIC.host();
  private static final String GOVERNMENT = Cloud.US_GOVERNMENT.host();

  private final Street street =
      new Street(
          Sandbox.builder()
              .clock(Clock.fixed(ManualTimeSource.START, ZoneOffset.UTC))
              .user(SandboxUser.builder(Hotel.MIRA).homeTenant(Street.TENANT).build()),
          PUBLIC,
          GOVERNMENT);

  MultiCloudIT() {
    street.sandbox.applications().add(Hotel.application().build());
  }

  @AfterEach
  void close() {
    street.close();
  }

  private PublicClient.Builder client() {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.entra(Cloud.PUBLIC, "organizations"))
        .httpProvider("apache")
        .http(street.http())
        .environment(MapEnvironment.empty())
        .timeSource(street.time);
  }

  /** Signs Mira in; the authorization page says which cloud she is at home in. */
  private TokenResult signIn(PublicClient client, String cloudHost) {
    PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST.instanceAware(true));
    Map<String, String> answer =
        new HashMap<>(street.sandbox.signIn(flow.authUri(), Hotel.MIRA).parameters());
    answer.put("cloud_instance_host_name", cloudHost);
    return client.completeAuthCodeFlow(flow.saved().reveal(), AuthResponse.ofParameters(answer));
  }

  @Test
  void aPersonOfAnotherCloudIsServedByItFromThenOn() {
    try (PublicClient client = client().multiCloud(true).build()) {
      TokenResult token = signIn(client, GOVERNMENT);
      assertThat(street.asked(EndpointKind.TOKEN))
          .singleElement()
          .asString()
          .startsWith(GOVERNMENT + "/");
      Account mira = token.account().orElseThrow();
      assertThat(mira.environment().value()).isEqualTo(Cloud.US_GOVERNMENT.cacheHost());
      street.sandbox.requests().clear();

      SilentRequest silent = SilentRequest.of(Hotel.SCOPES, mira);
      assertThat(client.acquireSilently(silent).httpCalls()).isZero();
      client.acquireSilently(silent.forceRefresh(true));
      assertThat(street.asked(EndpointKind.TOKEN))
          .singleElement()
          .asString()
          .startsWith(GOVERNMENT + "/");
      assertThat(client.accounts()).containsExactly(mira);
    }
  }

  @Test
  void onePersonInSeveralCloudsIsOneAccountEach() {
    try (PublicClient client = client().multiCloud(true).build()) {
      TokenResult here = signIn(client, PUBLIC);
      TokenResult there = signIn(client, GOVERNMENT);
      Account atHome = here.account().orElseThrow();
      Account abroad = there.account().orElseThrow();
      assertThat(atHome.homeAccountId()).isEqualTo(abroad.homeAccountId());
      assertThat(client.accounts()).containsExactlyInAnyOrder(atHome, abroad);
      assertThat(client.account(atHome.homeAccountId())).contains(atHome);

      assertThat(client.acquireSilently(SilentRequest.of(Hotel.SCOPES, atHome)).accessToken())
          .isEqualTo(here.accessToken());
      assertThat(client.acquireSilently(SilentRequest.of(Hotel.SCOPES, abroad)).accessToken())
          .isEqualTo(there.accessToken())
          .isNotEqualTo(here.accessToken());

      client.removeAccount(abroad);
      assertThat(client.accounts()).as("signed out of every cloud").isEmpty();
    }
  }

  @Test
  void aClientOfOneCloudListsItsOwnPeopleOnly() {
    try (PublicClient client = client().build()) {
      signIn(client, GOVERNMENT);
      assertThat(client.accounts()).isEmpty();
    }
  }

  @Test
  void anAccountOfAnotherCloudIsNotServedFromThisOne() {
    try (PublicClient client = client().build();
        PublicClient stranger = client().build()) {
      Account abroad = signIn(client, GOVERNMENT).account().orElseThrow();
      signIn(stranger, PUBLIC);
      street.sandbox.requests().clear();
      assertThatThrownBy(() -> stranger.acquireSilently(SilentRequest.of(Hotel.SCOPES, abroad)))
          .isInstanceOf(InteractionRequiredException.class);
      assertThat(street.sandbox.requests().all()).isEmpty();
    }
  }

  @Test
  void aRequestThatNamesItsAuthorityIsSentThere() {
    try (PublicClient client = client().build()) {
      signIn(client, PUBLIC);
      Account abroad = signIn(client, GOVERNMENT).account().orElseThrow();
      street.sandbox.requests().clear();
      client.acquireSilently(
          SilentRequest.of(List.of("Mail.Read"), abroad)
              .authority(Authority.entra(Cloud.PUBLIC, Street.TENANT)));
      assertThat(street.asked(EndpointKind.TOKEN))
          .singleElement()
          .asString()
          .startsWith(PUBLIC + "/");
    }
  }
}
