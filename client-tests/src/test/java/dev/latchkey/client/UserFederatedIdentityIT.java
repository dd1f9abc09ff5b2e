package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.sandbox.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of people whom an application may act for without them (msal4j.md, J-085). */
@Timeout(60)
class UserFederatedIdentityIT {

  private static final List<String> SCOPES = List.of("User.Read");

  private final Delegation delegation = new Delegation();
  private final ConfidentialClient client = delegation.middleTier();
  private Secret credential = Secret.of("none yet");

  @BeforeEach
  void vouch() {
    credential =
        client
            .acquireForClient(ClientRequest.of("api://AzureADTokenExchange/.default"))
            .accessToken();
    delegation.house.sandbox.requests().clear();
  }

  @AfterEach
  void close() {
    client.close();
    delegation.close();
  }

  private UserFederatedIdentityRequest mira() {
    return UserFederatedIdentityRequest.ofUsername(SCOPES, Delegation.MIRA, credential);
  }

  private UUID idOf(String username) {
    return delegation.house.sandbox.users().find(username).orElseThrow().objectId();
  }

  @Test
  void namesThePersonAndVouchesWithTheCredential() {
    TokenResult result = client.acquireByUserFederatedIdentity(mira());

    RecordedRequest sent = delegation.tokenRequests().get(0);
    assertThat(sent.form())
        .containsEntry("grant_type", List.of("user_fic"))
        .containsEntry("user_federated_identity_credential", List.of(credential.reveal()))
        .containsEntry("username", List.of(Delegation.MIRA))
        .containsEntry("scope", List.of("User.Read offline_access openid profile"))
        .containsEntry("client_info", List.of("1"))
        .containsEntry("client_id", List.of(Delegation.MIDDLE))
        .doesNotContainKeys("user_id", "claims", "assertion");
    assertThat(sent.header("x-anchormailbox")).contains("upn:" + Delegation.MIRA);
    assertThat(result.account().orElseThrow().username()).isEqualTo(Delegation.MIRA);
    assertThat(result.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
  }

  @Test
  void namesThePersonByObjectId() {
    UUID id = idOf(Delegation.JON);
    TokenResult result =
        client.acquireByUserFederatedIdentity(
            UserFederatedIdentityRequest.ofObjectId(SCOPES, id, credential));

    assertThat(delegation.tokenRequests().get(0).form())
        .containsEntry("user_id", List.of(id.toString()))
        .doesNotContainKey("username");
    assertThat(result.account().orElseThrow().username()).isEqualTo(Delegation.JON);

    assertThat(
            client
                .acquireByUserFederatedIdentity(
                    UserFederatedIdentityRequest.ofObjectId(SCOPES, id, credential))
                .source())
        .isEqualTo(TokenSource.CACHE);
  }

  @Test
  void personIsKnownFromThenOnAndNobodyElseIsServed() {
    TokenResult first = client.acquireByUserFederatedIdentity(mira());
    Account account = first.account().orElseThrow();

    assertThat(client.accounts()).containsExactly(account);
    assertThat(client.acquireByUserFederatedIdentity(mira()).accessToken())
        .isEqualTo(first.accessToken());
    assertThat(client.acquireSilently(SilentRequest.of(SCOPES, account)).accessToken())
        .isEqualTo(first.accessToken());
    assertThat(delegation.tokenRequests()).hasSize(1);

    TokenResult other =
        client.acquireByUserFederatedIdentity(
            UserFederatedIdentityRequest.ofUsername(SCOPES, Delegation.JON, credential));
    assertThat(other.accessToken()).isNotEqualTo(first.accessToken());
    assertThat(other.account().orElseThrow().username()).isEqualTo(Delegation.JON);
    assertThat(delegation.tokenRequests()).hasSize(2);
  }

  @Test
  void letterCaseOfANameDoesNotMatter() {
    client.acquireByUserFederatedIdentity(mira());
    client.acquireByUserFederatedIdentity(
        UserFederatedIdentityRequest.ofUsername(SCOPES, "MIRA@Contoso.Example", credential));
    assertThat(delegation.tokenRequests()).hasSize(1);
  }

  @Test
  void expiredTokenIsRefreshedAndOnlyThenTheCredentialIsRedeemed() {
    Account account = client.acquireByUserFederatedIdentity(mira()).account().orElseThrow();
    delegation.time.advance(Duration.ofHours(2));
    client.acquireByUserFederatedIdentity(mira());
    assertThat(grants()).containsExactly("user_fic", "refresh_token");

    delegation.house.sandbox.users().revokeSessions(Delegation.MIRA);
    delegation.time.advance(Duration.ofHours(2));
    vouchAgain();
    TokenResult renewed = client.acquireByUserFederatedIdentity(mira());
    assertThat(grants()).containsExactly("user_fic", "refresh_token", "refresh_token", "user_fic");
    assertThat(renewed.account()).contains(account);
  }

  private void vouchAgain() {
    credential =
        client
            .acquireForClient(ClientRequest.of("api://AzureADTokenExchange/.default"))
            .accessToken();
  }

  private List<String> grants() {
    return delegation.tokenRequests().stream()
        .map(it -> it.formParameter("grant_type").orElseThrow())
        .filter(it -> !it.equals("client_credentials"))
        .toList();
  }

  @Test
  void forcedCallAndChallengePassTheCache() {
    client.acquireByUserFederatedIdentity(mira());
    client.acquireByUserFederatedIdentity(mira().forceRefresh(true));
    client.acquireByUserFederatedIdentity(mira().claims("{\"access_token\":{\"x\":null}}"));
    assertThat(grants()).containsExactly("user_fic", "user_fic", "user_fic");
    assertThat(delegation.tokenRequests().get(2).formParameter("claims"))
        .contains("{\"access_token\":{\"x\":null}}");
  }

  // J-092: one JSON object, merged into claims, and tokens got with it are kept apart.
  @Test
  void claimsOfTheApplicationKeepTokensApart() {
    TokenResult plain = client.acquireByUserFederatedIdentity(mira());
    UserFederatedIdentityRequest own =
        mira().claimsFromClient("{\"access_token\":{\"own\":{\"value\":\"1\"}}}");
    TokenResult other = client.acquireByUserFederatedIdentity(own);

    assertThat(other.accessToken()).isNotEqualTo(plain.accessToken());
    assertThat(client.acquireByUserFederatedIdentity(own).accessToken())
        .isEqualTo(other.accessToken());
    assertThat(client.acquireByUserFederatedIdentity(mira()).accessToken())
        .isEqualTo(plain.accessToken());
    assertThat(delegation.tokenRequests()).hasSize(2);
    assertThat(delegation.tokenRequests().get(1).formParameter("claims"))
        .contains("{\"access_token\":{\"own\":{\"value\":\"1\"}}}");
  }

  @Test
  void manyAtOnceSendOne() throws Exception {
    try (HeldRequests held = delegation.house.sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      List<CompletableFuture<TokenResult>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(client.async(c -> c.acquireByUserFederatedIdentity(mira())));
      }
      assertThat(held.awaitArrived(1, Duration.ofSeconds(20))).isTrue();
      held.release();
      for (CompletableFuture<TokenResult> one : all) {
        one.get(20, TimeUnit.SECONDS);
      }
    }
    assertThat(grants()).containsExactly("user_fic");
  }

  @Test
  void credentialThatIsNoneIsRefusedAndNothingIsKept() {
    assertThatThrownBy(
            () ->
                client.acquireByUserFederatedIdentity(
                    UserFederatedIdentityRequest.ofUsername(
                        SCOPES, Delegation.MIRA, Secret.of("a.b.c"))))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> assertThat(e.error().orElseThrow().codes()).contains(50013L));
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void answerAboutAnotherPersonIsRefused() {
    ScriptedAuthority authority =
        new ScriptedAuthority()
            .then(200, ScriptedAuthority.tokens("jon", "theirs", ",\"refresh_token\":\"r\""));
    try (ConfidentialClient other =
        delegation
            .house
            .options(
                ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET)))
            .authority(Authority.entra(Cloud.PUBLIC, ScriptedAuthority.TENANT))
            .http(authority)
            .build()) {
      assertThatThrownBy(
              () ->
                  other.acquireByUserFederatedIdentity(
                      UserFederatedIdentityRequest.ofObjectId(
                          SCOPES, UUID.randomUUID(), credential)))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("another person");
      assertThat(other.accounts()).isEmpty();
    }
  }

  @Test
  void whatIsNoRequestIsRefused() {
    assertThatThrownBy(() -> UserFederatedIdentityRequest.ofUsername(SCOPES, " ", credential))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> UserFederatedIdentityRequest.ofUsername(List.of(), "mira", credential))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mira().extraParameters(Map.of("user_id", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mira().claimsFromClient("{}{}"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(mira().toString()).doesNotContain("mira", credential.reveal());
  }
}
