package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.AssertionContext;
import dev.latchkey.domain.credential.AssertionSource;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Assertions that come from the application, and credentials of single requests. */
class AssertionIT {

  private static final String FIRST = "aaaa.bbbb.cccc";
  private static final String SECOND = "dddd.eeee.ffff";
  private static final ClientRequest EACH = Daemon.REQUEST.forceRefresh(true);
  private static final TestCertificate RSA = TestCertificate.rsa("CN=daemon");

  private final Daemon daemon = new Daemon(RSA);

  @TempDir private Path folder;

  AssertionIT() {
    daemon.house.sandbox.applications().change(House.CLIENT_ID, it -> accepting(it, FIRST, SECOND));
  }

  private static SandboxApplication.Builder accepting(
      SandboxApplication.Builder application, String... assertions) {
    for (String assertion : assertions) {
      application.assertion(assertion);
    }
    return application;
  }

  @AfterEach
  void close() {
    daemon.close();
  }

  private List<String> sent() {
    return daemon.house.tokenRequests().stream()
        .map(request -> request.formParameter("client_assertion").orElse("none"))
        .toList();
  }

  @Test
  @Tag("S-031")
  void aReadyMadeAssertionIsSentAsItIs() {
    daemon.token(ClientCredential.assertion(FIRST));

    assertThat(daemon.house.tokenRequests().get(0).form())
        .containsEntry("client_assertion", List.of(FIRST))
        .containsEntry(
            "client_assertion_type",
            List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
        .containsEntry("client_id", List.of(House.CLIENT_ID))
        .doesNotContainKey("client_secret");
  }

  @Test
  @Tag("W-20")
  void aSourceOfTheApplicationsOwnIsAskedForEachRequestAndToldWhatFor() {
    List<AssertionContext> contexts = new ArrayList<>();
    AssertionSource own =
        context -> {
          contexts.add(context);
          return Secret.of(contexts.size() == 1 ? FIRST : SECOND);
        };
    CorrelationId id = new CorrelationId(new UUID(1, 2));
    String claims = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
    try (ConfidentialClient client = daemon.client(ClientCredential.assertion(own)).build()) {
      client.acquireForClient(EACH);
      client.acquireForClient(
          EACH.claims(claims).fmiPath("agents/one").correlationId(id).tenant("fabrikam.example"));
    }
    assertThat(sent()).containsExactly(FIRST, SECOND);
    assertThat(contexts.get(0).clientId().value()).isEqualTo(House.CLIENT_ID);
    assertThat(contexts.get(0).claims()).isEmpty();
    assertThat(contexts.get(0).fmiPath()).isEmpty();
    AssertionContext second = contexts.get(1);
    assertThat(second.tokenEndpoint().getPath())
        .isEqualTo(daemon.house.tokenRequests().get(1).path());
    assertThat(second.claims()).contains(claims);
    assertThat(second.fmiPath()).contains("agents/one");
    assertThat(second.correlationId()).contains(id);
    assertThat(second.tenant()).isPresent().isNotEqualTo(contexts.get(0).tenant());
  }

  @Test
  @Tag("W-20")
  void whatASourceThrowsReachesTheCaller() {
    IllegalStateException own = new IllegalStateException("vault is sealed");
    try (ConfidentialClient client =
        daemon
            .client(
                ClientCredential.assertion(
                    context -> {
                      throw own;
                    }))
            .build()) {
      assertThatThrownBy(() -> client.acquireForClient(EACH)).isSameAs(own);
    }
    assertThat(daemon.house.tokenCount()).isZero();
  }

  @Test
  void aFileIsReadForEachRequest() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), FIRST + "\n");
    try (ConfidentialClient client = daemon.client(ClientCredential.assertionFile(file)).build()) {
      client.acquireForClient(EACH);
      Files.writeString(file, SECOND);
      client.acquireForClient(EACH);
    }
    assertThat(sent()).containsExactly(FIRST, SECOND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n", "no token", "only.two", "a.b.c d", "a.b.c\nx.y.z"})
  void aFileWithoutAnAssertionIsNamed(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), content);
    try (ConfidentialClient client = daemon.client(ClientCredential.assertionFile(file)).build()) {
      assertThatThrownBy(() -> client.acquireForClient(EACH))
          .isInstanceOf(CredentialUnavailableException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    try (ConfidentialClient client =
        daemon.client(ClientCredential.assertionFile(folder.resolve("absent"))).build()) {
      assertThatThrownBy(() -> client.acquireForClient(EACH))
          .isInstanceOf(CredentialUnavailableException.class)
          .hasMessageContaining("absent is not there");
    }
  }

  @Test
  void aRequestMayBringACredentialOfItsOwn() {
    try (ConfidentialClient client =
        daemon.client(ClientCredential.secret("not the right one")).build()) {
      client.acquireForClient(
          EACH.credential(
              ClientCredential.certificate(KeySource.of(RSA.privateKey(), RSA.chain()))));
      client.acquireForClient(EACH.credential(ClientCredential.assertion(FIRST)));
      client.acquireForClient(EACH.credential(ClientCredential.secret(House.SECRET)));
      assertThatThrownBy(() -> client.acquireForClient(EACH)).isInstanceOf(ServiceException.class);
    }
    assertThat(daemon.house.tokenRequests())
        .extracting(request -> request.form().containsKey("client_assertion"))
        .startsWith(true, true, false);
  }

  @Test
  void aCertificateOfARequestIsOpenedOnce() {
    ClientRequest request =
        EACH.credential(ClientCredential.certificate(KeySource.of(RSA.privateKey(), RSA.chain())));
    try (ConfidentialClient client = daemon.client(ClientCredential.secret(House.SECRET)).build()) {
      for (int i = 0; i < 5; i++) {
        client.acquireForClient(request);
      }
    }
    assertThat(sent()).hasSize(5).containsOnly(sent().get(0));
  }

  @Test
  void fmiPathsAndClaimsOfTheClientKeepTokensApart() {
    String claims = "{\"access_token\":{\"xms_az_nwperimid\":{\"values\":[\"one\"]}}}";
    List<ClientRequest> requests =
        List.of(
            Daemon.REQUEST,
            Daemon.REQUEST.fmiPath("agents/one"),
            Daemon.REQUEST.fmiPath("agents/two"),
            Daemon.REQUEST.claimsFromClient(claims),
            Daemon.REQUEST.claimsFromClient(claims).fmiPath("agents/one"));
    try (ConfidentialClient client = daemon.client(ClientCredential.secret(House.SECRET)).build()) {
      List<String> first =
          requests.stream().map(it -> client.acquireForClient(it).accessToken().reveal()).toList();
      List<String> second =
          requests.stream().map(it -> client.acquireForClient(it).accessToken().reveal()).toList();
      assertThat(first).doesNotHaveDuplicates().isEqualTo(second);
    }
    assertThat(daemon.house.tokenRequests())
        .extracting(request -> request.formParameter("fmi_path").orElse(""))
        .containsExactly("", "agents/one", "agents/two", "", "agents/one");
    assertThat(daemon.house.tokenRequests().get(3).formParameter("claims")).contains(claims);
  }

  @Test
  void claimsOfAChallengeAndOfTheClientAreMergedAndTheChallengeWins() {
    try (ConfidentialClient client = daemon.client(ClientCredential.secret(House.SECRET)).build()) {
      client.acquireForClient(
          Daemon.REQUEST
              .claimsFromClient("{\"access_token\":{\"own\":null,\"both\":{\"value\":\"own\"}}}")
              .claims("{\"access_token\":{\"both\":{\"value\":\"theirs\"}},\"id_token\":{}}"));
    }
    assertThat(daemon.house.tokenRequests().get(0).formParameter("claims"))
        .contains(
            "{\"access_token\":{\"own\":null,\"both\":{\"value\":\"theirs\"}},\"id_token\":{}}");
  }

  @ParameterizedTest
  @ValueSource(longs = {-16, 10})
  void aClockThatIsWrongIsNamedWithBothTimes(long minutes) {
    // L-11: iat is now, there is no nbf, and the refusal tells of the clocks.
    Instant there = daemon.clock.instant();
    Instant here = there.plus(Duration.ofMinutes(minutes));
    try (ConfidentialClient client =
        daemon
            .client(ClientCredential.certificate(KeySource.of(RSA.privateKey(), RSA.chain())))
            .clock(Clock.fixed(here, ZoneOffset.UTC))
            .build()) {
      assertThatThrownBy(() -> client.acquireForClient(EACH))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("the clock here says " + here)
          .hasMessageContaining("the service's says " + there);
    }
    assertThat(daemon.assertion().claims()).doesNotContainKey("nbf");
    assertThat(((Number) daemon.assertion().claims().get("iat")).longValue())
        .isEqualTo(here.getEpochSecond());
  }

  @Test
  void clocksThatAgreeAreNotBlamed() {
    try (ConfidentialClient client =
        daemon
            .client(ClientCredential.certificate(KeySource.of(RSA.privateKey(), RSA.chain())))
            .build()) {
      daemon.house.sandbox.applications().change(House.CLIENT_ID, it -> it.clearKeys());
      assertThatThrownBy(() -> client.acquireForClient(EACH))
          .isInstanceOf(ServiceException.class)
          .hasMessageNotContaining("clock");
    }
  }
}
