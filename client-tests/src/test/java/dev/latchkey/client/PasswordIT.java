package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.FederatedUser;
import dev.latchkey.sandbox.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Names and passwords at the sandbox, and at its federation server. */
class PasswordIT {

  private static final List<String> SCOPES = List.of("User.Read");

  private static TokenResult signIn(UserClient client, String username, String password) {
    return client.acquireByPassword(PasswordRequest.of(SCOPES, username, password.toCharArray()));
  }

  @Test
  @Tag("S-176")
  @Tag("S-178")
  @Tag("S-179")
  @Tag("S-180")
  @Tag("S-183")
  void entraChecksThePasswordOfManagedUsers() {
    try (Delegation there = new Delegation();
        PublicClient program = there.program();
        ConfidentialClient middle = there.middleTier()) {
      TokenResult token = signIn(program, Delegation.MIRA, "password");
      assertThat(token.account().orElseThrow().username()).isEqualTo(Delegation.MIRA);
      assertThat(
              program
                  .acquireSilently(SilentRequest.of(SCOPES, token.account().orElseThrow()))
                  .source())
          .isEqualTo(TokenSource.CACHE);
      assertThat(signIn(middle, Delegation.JON, "password").account().orElseThrow().username())
          .isEqualTo(Delegation.JON);
      assertThat(there.tokenRequests().get(0).form())
          .containsEntry("grant_type", List.of("password"))
          .containsEntry("username", List.of(Delegation.MIRA))
          .containsEntry("password", List.of("password"))
          .containsEntry("scope", List.of("User.Read offline_access openid profile"));
    }
  }

  @Test
  @Tag("W-25")
  void theOrganizationChecksThePasswordOfFederatedUsers() {
    try (Delegation there = new Delegation();
        PublicClient program = there.program()) {
      TokenResult token = signIn(program, Delegation.FEDERATED, Delegation.FEDERATED_PASSWORD);
      assertThat(token.hasAccessToken()).isTrue();
      assertThat(there.tokenRequests()).hasSize(1);
      RecordedRequest exchanged = there.tokenRequests().get(0);
      assertThat(exchanged.form())
          .containsEntry("grant_type", List.of("urn:ietf:params:oauth:grant-type:saml1_1-bearer"))
          .doesNotContainKey("password");
      assertThat(there.house.sandbox.requests().count(EndpointKind.WS_TRUST)).isEqualTo(1);
      assertThat(there.house.sandbox.requests().count(EndpointKind.FEDERATION_METADATA))
          .isEqualTo(1);
    }
  }

  @Test
  void samlOfTheSecondVersionHasAGrantOfItsOwn() {
    try (Delegation there = new Delegation();
        PublicClient program = there.program()) {
      there
          .house
          .sandbox
          .federatedUsers()
          .add(FederatedUser.of("two@fabrikam.example", "zwei").saml2());
      assertThat(signIn(program, "two@fabrikam.example", "zwei").hasAccessToken()).isTrue();
      assertThat(there.tokenRequests().get(0).form())
          .containsEntry("grant_type", List.of("urn:ietf:params:oauth:grant-type:saml2-bearer"));
    }
  }

  @Test
  @Tag("S-182")
  void aWrongPasswordIsToldAndTriedOnce() {
    try (Delegation there = new Delegation();
        PublicClient program = there.program()) {
      InteractionRequiredException managed =
          catchThrowableOfType(
              InteractionRequiredException.class,
              () -> signIn(program, Delegation.MIRA, "wrong-one"));
      assertThat(managed.error().map(OAuthError::codes).orElseThrow()).contains(50126L);
      InteractionRequiredException federated =
          catchThrowableOfType(
              InteractionRequiredException.class,
              () -> signIn(program, Delegation.FEDERATED, "wrong-two"));
      assertThat(federated.error()).isPresent();
      assertThat(managed.getMessage() + federated.getMessage())
          .doesNotContain("wrong-one", "wrong-two", Delegation.MIRA, Delegation.FEDERATED);
      assertThat(there.tokenRequests()).hasSize(1);
      assertThat(there.house.sandbox.requests().count(EndpointKind.WS_TRUST)).isEqualTo(1);
    }
  }

  @Test
  @Tag("S-179")
  void thePasswordIsInNoAddress() {
    try (Delegation there = new Delegation();
        PublicClient program = there.program()) {
      signIn(program, Delegation.MIRA, "password");
      assertThat(there.house.sandbox.requests().all())
          .extracting(it -> it.path() + it.query().orElse(""))
          .noneMatch(address -> address.contains("password"));
    }
  }

  @Test
  void anyOpenIdProviderIsAskedDirectly() {
    try (Delegation there = new Delegation();
        PublicClient program =
            there.program(Authority.oidc(there.house.sandbox.oidcAuthority("factory")))) {
      assertThat(signIn(program, Delegation.MIRA, "password").account()).isPresent();
      assertThat(there.house.sandbox.requests().count(EndpointKind.USER_REALM)).isZero();
    }
  }

  @Test
  void namesInAnyScriptArriveAsTheyAre() {
    try (Delegation there = new Delegation();
        PublicClient program = there.program()) {
      signIn(program, Delegation.FEDERATED, Delegation.FEDERATED_PASSWORD);
      assertThat(there.house.sandbox.requests().to(EndpointKind.USER_REALM).get(0).path())
          .endsWith("fr%C3%BCh%26sp%C3%A4t%40fabrikam.example");
    }
  }
}
