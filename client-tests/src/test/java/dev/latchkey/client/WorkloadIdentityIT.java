package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxCluster;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.tck.MapEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod whose service account an application's registration trusts. */
class WorkloadIdentityIT {

  private static final ChainRequest REQUEST = ChainRequest.of(House.SCOPE);

  @TempDir private Path folder;
  private final House house = new House();
  private SandboxCluster cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = SandboxCluster.start(folder, Clock.systemUTC());
    house
        .sandbox
        .applications()
        .change(
            House.CLIENT_ID,
            it ->
                it.federated(
                    cluster.issuer(), cluster.subject(), cluster.audience(), cluster.signingKey()));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private Map<String, String> variables() {
    return cluster.environment(House.CLIENT_ID, "contoso.onmicrosoft.com");
  }

  private CredentialChain.Builder pod(Map<String, String> variables) {
    return CredentialChain.builder()
        .links("workload-identity")
        .environment(MapEnvironment.of(variables))
        .httpProvider("apache")
        .http(house.http());
  }

  private String sent(int index) {
    return house.tokenRequests().get(index).formParameter("client_assertion").orElseThrow();
  }

  @Test
  void theTokenOfTheClusterIsTheApplicationsCredential() throws IOException {
    try (CredentialChain chain = pod(variables()).build()) {
      assertThat(chain.acquire(REQUEST).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(chain.acquire(REQUEST).source()).isEqualTo(TokenSource.CACHE);
    }
    assertThat(sent(0)).isEqualTo(cluster.token());
    assertThat(house.tokenRequests()).hasSize(1);
    assertThat(house.tokenRequests().get(0).formParameter("client_assertion_type"))
        .contains("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
  }

  @Test
  void theFileIsReadAgainForEachAssertionSoThatARotationIsSeen() throws IOException {
    try (CredentialChain chain = pod(variables()).build()) {
      String first = cluster.token();
      chain.acquire(REQUEST);
      cluster.rotate();
      chain.acquire(REQUEST.claims("{\"access_token\":{}}"));

      assertThat(sent(0)).isEqualTo(first);
      assertThat(sent(1)).isEqualTo(cluster.token()).isNotEqualTo(first);
    }
  }

  @Test
  void whatIsMissingIsToldByItsNameAndNothingIsSent() {
    for (String name :
        List.of("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE")) {
      Map<String, String> some = new HashMap<>(variables());
      some.remove(name);
      try (CredentialChain chain = pod(some).build()) {
        assertThatExceptionOfType(CredentialUnavailableException.class)
            .isThrownBy(() -> chain.acquire(REQUEST))
            .withMessageContaining("workload-identity (no " + name + ")");
      }
    }
    assertThat(house.sandbox.requests().all()).isEmpty();
  }

  @Test
  void aFileThatIsGoneOrEmptyOrTooLongFailsWithoutItsContent() throws IOException {
    List<Path> bad = new ArrayList<>();
    bad.add(folder.resolve("missing"));
    bad.add(Files.writeString(folder.resolve("empty"), " \n"));
    bad.add(Files.writeString(folder.resolve("long"), "hush.".repeat(500_000)));
    for (Path file : bad) {
      Map<String, String> some = new HashMap<>(variables());
      some.put("AZURE_FEDERATED_TOKEN_FILE", file.toString());
      try (CredentialChain chain = pod(some).build()) {
        assertThatExceptionOfType(TokenException.class)
            .isThrownBy(() -> chain.acquire(REQUEST))
            .satisfies(it -> assertThat(it.toString()).doesNotContain("hush.hush"));
      }
    }
    assertThat(house.tokenRequests()).isEmpty();
  }

  @Test
  void anAuthorityThatIsNoneIsNotAsked() {
    for (String host :
        List.of("http://login.example.net", "not a host", "https://a@b/", "ftp://x")) {
      Map<String, String> some = new HashMap<>(variables());
      some.put("AZURE_AUTHORITY_HOST", host);
      try (CredentialChain chain = pod(some).build()) {
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(() -> chain.acquire(REQUEST))
            .withMessageContaining("AZURE_AUTHORITY_HOST")
            .withMessageNotContaining(host);
      }
    }
    assertThat(house.sandbox.requests().all()).isEmpty();
  }

  @Test
  void aServiceAccountThatNobodyTrustsEndsTheSearch() {
    SandboxApplication stranger =
        SandboxApplication.builder(House.CLIENT_ID)
            .federated(
                cluster.issuer(),
                "system:serviceaccount:shop:other",
                cluster.audience(),
                cluster.signingKey())
            .build();
    try (House other = new House(stranger);
        CredentialChain chain =
            pod(variables()).links("workload-identity", "environment").http(other.http()).build()) {
      assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> chain.acquire(REQUEST));
      assertThat(chain.outcomes()).hasSize(1);
      assertThat(chain.outcomes().get(0).toString())
          .startsWith("workload-identity (failed: ServiceException");
    }
  }
}
