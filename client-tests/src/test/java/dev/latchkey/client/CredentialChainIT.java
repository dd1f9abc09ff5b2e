package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.application.request.LinkOutcome;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserProvider;
import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.browser.RedirectListeners;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.ProcessResult;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.time.Cancellation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which link answers, and what is said of the others. */
@Timeout(60)
class CredentialChainIT {

  private static final ChainRequest REQUEST = ChainRequest.of(House.SCOPE);
  private static final String TENANT = "contoso.onmicrosoft.com";
  private static final Map<String, String> APPLICATION =
      Map.of(
          "AZURE_TENANT_ID", TENANT,
          "AZURE_CLIENT_ID", House.CLIENT_ID,
          "AZURE_CLIENT_SECRET", House.SECRET);

  private final House house = new House();
  private final AtomicInteger processes = new AtomicInteger();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    house.close();
  }

  private CredentialChain.Builder chain(Map<String, String> variables) {
    return CredentialChain.builder()
        .environment(MapEnvironment.of(variables))
        .httpProvider("apache")
        .http(house.http())
        .processes(
            (command, environment, deadline, cancellation) -> {
              processes.incrementAndGet();
              throw new CredentialUnavailableException("there is no program az");
            });
  }

  private ProcessRunner signedIn() {
    return (command, environment, deadline, cancellation) -> {
      processes.incrementAndGet();
      long end = Instant.now().getEpochSecond() + 3600;
      return ProcessResult.of(0, "{\"accessToken\":\"AT-az\",\"expires_on\":" + end + "}", "");
    };
  }

  private static Map<String, String> and(Map<String, String> some, String... more) {
    Map<String, String> all = new HashMap<>(some);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static ChainLink link(String name, AtomicInteger calls, RuntimeException failure) {
    return new ChainLink() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public TokenResult acquire(ChainRequest request, Cancellation cancellation) {
        calls.incrementAndGet();
        throw failure;
      }
    };
  }

  @Test
  void theEnvironmentComesFirstAndIsRemembered() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE);
        CredentialChain chain = chain(and(APPLICATION, pairs(host.environment()))).build()) {
      assertThat(chain.outcomes()).isEmpty();
      assertThat(chain.acquire(REQUEST).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(chain.acquire(REQUEST).source()).isEqualTo(TokenSource.CACHE);

      assertThat(house.tokenRequests()).hasSize(1);
      assertThat(host.requests().all()).isEmpty();
      assertThat(chain.outcomes().get(chain.outcomes().size() - 1))
          .isEqualTo(new LinkOutcome("environment", true, "gave a token"));
    }
  }

  private static String[] pairs(Map<String, String> map) {
    return map.entrySet().stream()
        .flatMap(it -> Stream.of(it.getKey(), it.getValue()))
        .toArray(String[]::new);
  }

  @Test
  void aLinkThatIsNotAvailableGivesWayToTheNext() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.APP_SERVICE);
        CredentialChain chain = chain(host.environment()).build()) {
      TokenResult token = chain.acquire(REQUEST);

      assertThat(token.via()).contains("app-service");
      assertThat(chain.outcomes())
          .extracting(LinkOutcome::toString)
          .containsExactly(
              "azure-cli (off: developer links are not allowed)",
              "environment (no AZURE_TENANT_ID, AZURE_CLIENT_ID)",
              "workload-identity (no AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE)",
              "managed-identity (gave a token)");
      assertThat(host.requests().all().get(0).queryParameter("resource"))
          .contains("https://graph.microsoft.com");
    }
  }

  @Test
  void aLinkThatWorksHereAndFailsEndsTheCall() {
    AtomicInteger later = new AtomicInteger();
    try (CredentialChain chain =
        chain(and(APPLICATION, "AZURE_CLIENT_SECRET", "hush-wrong"))
            .link(link("mine", later, new CredentialUnavailableException("no")))
            .build()) {
      assertThatExceptionOfType(ServiceException.class).isThrownBy(() -> chain.acquire(REQUEST));
      assertThat(later).hasValue(0);
      LinkOutcome last = chain.outcomes().get(chain.outcomes().size() - 1);
      assertThat(last.toString())
          .startsWith("environment (failed: ServiceException")
          .doesNotContain("hush");
    }
  }

  @Test
  void whereNoneWorksTheMessageTellsOfEachInOneLine() {
    AtomicInteger calls = new AtomicInteger();
    try (CredentialChain chain =
        chain(Map.of())
            .links("environment", "workload-identity", "mine", "azure-cli")
            .link(
                link(
                    "mine",
                    calls,
                    new CredentialUnavailableException("no ticket\nfor mira@contoso.example")))
            .build()) {
      assertThatExceptionOfType(CredentialUnavailableException.class)
          .isThrownBy(() -> chain.acquire(REQUEST))
          .withMessageContaining("environment (no AZURE_TENANT_ID")
          .withMessageContaining("workload-identity (no")
          .withMessageContaining("mine (no ticket for ***)")
          .withMessageContaining("azure-cli (there is no program az)")
          .withMessageNotContaining("\n");
      assertThat(calls).hasValue(1);
      assertThat(processes).hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',false,'',off: developer links are not allowed",
    "'',true,'',gave a token",
    "'',false,environment azure-cli,gave a token",
    "dev,false,'',gave a token",
    "DEV,false,'',gave a token",
    "azure-cli,false,'',gave a token",
    "AzureCliCredential,false,'',gave a token",
    "prod,true,'',off: AZURE_TOKEN_CREDENTIALS is prod",
    "prod,true,environment azure-cli,off: AZURE_TOKEN_CREDENTIALS is prod",
    "environment,true,'',off: AZURE_TOKEN_CREDENTIALS names another"
  })
  void developerLinksAreOffUnlessCodeAndWhoeverRunsItAgree(
      String variable, boolean code, String names, String outcome) {
    Map<String, String> variables =
        variable.isEmpty() ? Map.of() : Map.of("AZURE_TOKEN_CREDENTIALS", variable);
    CredentialChain.Builder builder =
        chain(variables).http(nowhere()).processes(signedIn()).developerLinks(code);
    if (!names.isEmpty()) {
      builder.links(names.split(" ", -1));
    }
    boolean works = outcome.equals("gave a token");
    try (CredentialChain chain = builder.build()) {
      if (works) {
        assertThat(chain.acquire(REQUEST).authorizationHeader()).isEqualTo("Bearer AT-az");
      } else {
        assertThatExceptionOfType(CredentialUnavailableException.class)
            .isThrownBy(() -> chain.acquire(REQUEST));
      }
      assertThat(processes).hasValue(works ? 1 : 0);
      assertThat(chain.outcomes()).contains(new LinkOutcome("azure-cli", works, outcome));
    }
  }

  // Where the machine's metadata service would be, nobody listens.
  private HttpSettings nowhere() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return house
          .http()
          .connectTo(
              Map.of(
                  new HostAndPort("169.254.169.254", 80),
                  new HostAndPort("127.0.0.1", free.getLocalPort())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theAzureClisTokensAreCachedAndManyCallersStartOneProcess() throws Exception {
    try (CredentialChain chain = chain(Map.of()).links("azure-cli").processes(signedIn()).build()) {
      List<CompletableFuture<TokenResult>> calls =
          Stream.generate(() -> chain.async(it -> it.acquire(REQUEST))).limit(50).toList();

      for (CompletableFuture<TokenResult> call : calls) {
        assertThat(call.get(20, TimeUnit.SECONDS).authorizationHeader()).isEqualTo("Bearer AT-az");
      }
      assertThat(processes).hasValue(1);
    }
  }

  // S-22: everybody on the machine can read the arguments of a process.
  @Test
  void noSecretIsAmongTheArgumentsAndVariablesOfAChild() {
    List<String> given = new ArrayList<>();
    try (CredentialChain chain =
        chain(and(APPLICATION, "AZURE_CLIENT_CERTIFICATE_PASSWORD", "certificate-password"))
            .links("azure-cli")
            .processes(
                (command, environment, deadline, cancellation) -> {
                  given.addAll(command);
                  environment.forEach((name, value) -> given.add(name + "=" + value));
                  return signedIn().run(command, environment, deadline, cancellation);
                })
            .build()) {
      assertThat(chain.acquire(REQUEST).authorizationHeader()).isEqualTo("Bearer AT-az");
    }
    assertThat(given).startsWith("az", "account", "get-access-token");
    assertThat(String.join(" ", given)).doesNotContain(House.SECRET, "certificate-password");
  }

  @Test
  void namesAndVariablesThatNobodyKnowsAreRefusedWhenTheChainIsBuilt() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> chain(Map.of()).links("environment", "mainframe").build())
        .withMessageContaining("no link mainframe; there are: environment, workload-identity");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> chain(Map.of("AZURE_TOKEN_CREDENTIALS", "producton")).build())
        .withMessageContaining("neither prod nor dev nor one of environment");
    AtomicInteger calls = new AtomicInteger();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                chain(Map.of())
                    .link(link("environment", calls, new IllegalStateException()))
                    .build())
        .withMessageContaining("two links of the chain are called environment");
  }

  @Test
  void aCertificateOfTheEnvironmentWillDo() throws Exception {
    TestCertificate certificate = TestCertificate.rsa("CN=daemon");
    house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.certificate(certificate.certificate()));
    Path pem = folder.resolve("app.pem");
    Files.writeString(pem, certificate.keyPem() + certificate.certificatePem());
    Map<String, String> variables =
        Map.of(
            "AZURE_TENANT_ID",
            TENANT,
            "AZURE_CLIENT_ID",
            House.CLIENT_ID,
            "AZURE_CLIENT_CERTIFICATE_PATH",
            pem.toString(),
            "AZURE_CLIENT_SEND_CERTIFICATE_CHAIN",
            "1");
    try (CredentialChain chain = chain(variables).build()) {
      assertThat(chain.acquire(REQUEST).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
    assertThat(house.tokenRequests().get(0).clientAssertion().orElseThrow().header())
        .containsKey("x5c");
  }

  @Test
  void anotherTenantIsAskedOnlyIfItIsAllowed() {
    ChainRequest elsewhere = REQUEST.tenant("fabrikam.example");
    try (CredentialChain chain = chain(APPLICATION).build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> chain.acquire(elsewhere))
          .withMessageContaining("AZURE_ADDITIONALLY_ALLOWED_TENANTS");
      chain.acquire(REQUEST.tenant("CONTOSO.onmicrosoft.com"));
      assertThat(house.tokenRequests()).hasSize(1);
    }
    for (String variable : List.of("", "other.example; fabrikam.example", "*")) {
      try (CredentialChain chain =
          chain(and(APPLICATION, "AZURE_ADDITIONALLY_ALLOWED_TENANTS", variable))
              .additionallyAllowedTenants(
                  variable.isEmpty() ? List.of("Fabrikam.example") : List.of())
              .build()) {
        assertThat(chain.acquire(elsewhere).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      }
    }
    try (CredentialChain chain =
        chain(and(APPLICATION, "AZURE_IDENTITY_DISABLE_MULTITENANTAUTH", "true")).build()) {
      chain.acquire(elsewhere);
      chain.acquire(REQUEST);
      assertThat(house.tokenRequests()).hasSize(5);
    }
  }

  @Test
  void claimsPassTheCacheByThroughTheWinner() {
    try (CredentialChain chain = chain(APPLICATION).build()) {
      chain.acquire(REQUEST);
      chain.acquire(REQUEST.claims("{\"access_token\":{\"nbf\":{\"essential\":true}}}"));

      assertThat(house.tokenRequests()).hasSize(2);
      assertThat(house.tokenRequests().get(1).formParameter("claims").orElseThrow())
          .contains("nbf");
    }
  }

  @Test
  void theHostsIdentityIsTheOneThatTheEnvironmentOrTheCodeNames() {
    try (AzureHost host =
        AzureHost.builder(AzureHost.Kind.APP_SERVICE).identities(Hosted.OTHER).start()) {
      Map<String, String> named =
          and(host.environment(), "AZURE_CLIENT_ID", Hosted.OTHER.clientId());
      try (CredentialChain chain = chain(named).build()) {
        chain.acquire(REQUEST);
      }
      try (CredentialChain chain =
          chain(named)
              .managedIdentity(ManagedIdentityId.objectId(Hosted.OTHER.objectId()))
              .build()) {
        chain.acquire(REQUEST);
      }
      assertThat(host.requests().all().get(0).queryParameter("client_id"))
          .contains(Hosted.OTHER.clientId());
      assertThat(host.requests().all().get(1).queryParameter("object_id"))
          .contains(Hosted.OTHER.objectId());
    }
  }

  @Test
  void aMachineWithoutAnIdentityGivesWayAndOneThatIsBrokenDoesNot() {
    try (AzureHost host = AzureHost.start(AzureHost.Kind.VIRTUAL_MACHINE)) {
      for (String description : List.of("Identity not found", "bad resource")) {
        host.faults()
            .next(
                Fault.status(
                    400,
                    "{\"error\":\"invalid_request\",\"error_description\":\"" + description + "\"}",
                    Map.of("Server", "IMDS/1")));
        try (CredentialChain chain =
            chain(host.environment())
                .links("managed-identity", "azure-cli")
                .processes(signedIn())
                .build()) {
          if (description.startsWith("Identity")) {
            assertThat(chain.acquire(REQUEST).authorizationHeader()).isEqualTo("Bearer AT-az");
          } else {
            assertThatExceptionOfType(ServiceException.class)
                .isThrownBy(() -> chain.acquire(REQUEST));
          }
        }
      }
      assertThat(processes).hasValue(1);
    }
  }

  @Test
  void anAsynchronousCallSearchesElsewhereAndFindsTheCacheAtOnce() throws Exception {
    try (CredentialChain chain = chain(APPLICATION).build()) {
      CompletableFuture<TokenResult> first = chain.async(it -> it.acquire(REQUEST));
      assertThat(first.get(20, TimeUnit.SECONDS).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(chain.async(it -> it.acquire(REQUEST))).isCompleted();

      Cancellation spent = Cancellation.create();
      spent.cancel();
      assertThat(chain.acquire(REQUEST, spent).source()).isEqualTo(TokenSource.CACHE);
      assertThatExceptionOfType(CancelledException.class)
          .isThrownBy(() -> chain.acquire(ChainRequest.of("api://other/.default"), spent));
    }
  }

  @Test
  void thePersonInTheCacheIsTakenUnlessThereAreSeveral() {
    ChainRequest mail = ChainRequest.of("User.Read");
    try (People people = new People();
        PublicClient app = people.client().build()) {
      try (CredentialChain chain = desk(people, app, Map.of())) {
        assertThatExceptionOfType(CredentialUnavailableException.class)
            .isThrownBy(() -> chain.acquire(mail))
            .withMessageContaining("shared-cache (nobody in the cache has signed in)");
        people.mira(app);
        assertThat(chain.acquire(mail).account().orElseThrow().username()).isEqualTo(People.MIRA);
        assertThat(people.house.tokenRequests()).isEmpty();
      }
      people.signIn(app, People.NOEL);
      try (CredentialChain chain = desk(people, app, Map.of())) {
        assertThatExceptionOfType(CredentialUnavailableException.class)
            .isThrownBy(() -> chain.acquire(mail))
            .withMessageContaining("2 people are in the cache; name one in AZURE_USERNAME");
      }
      try (CredentialChain chain =
          desk(people, app, Map.of("AZURE_USERNAME", "NOEL@contoso.example"))) {
        assertThat(chain.acquire(mail).account().orElseThrow().username()).isEqualTo(People.NOEL);
      }
      try (CredentialChain chain =
          desk(people, app, Map.of("AZURE_USERNAME", "ada@contoso.example"))) {
        assertThatExceptionOfType(CredentialUnavailableException.class)
            .isThrownBy(() -> chain.acquire(mail))
            .withMessageContaining("AZURE_USERNAME")
            .withMessageNotContaining("ada");
      }
    }
  }

  @Test
  void whoSitsAtTheMachineIsAskedOnceHoweverManyWait() throws Exception {
    ChainRequest mail = ChainRequest.of("User.Read");
    try (Hotel hotel = new Hotel()) {
      Robot robot = Robot.signingIn(hotel);
      try (PublicClient app = hotel.client().browser(with(robot)).build();
          CredentialChain chain =
              chain(Map.of())
                  .timeSource(hotel.house.time)
                  .links("shared-cache", "sign-in")
                  .developer(app)
                  .build()) {
        List<CompletableFuture<TokenResult>> calls =
            Stream.generate(() -> chain.async(it -> it.acquire(mail))).limit(8).toList();
        for (CompletableFuture<TokenResult> call : calls) {
          assertThat(call.get(20, TimeUnit.SECONDS).account().orElseThrow().username())
              .isEqualTo(Hotel.MIRA);
        }
        robot.join();
        assertThat(robot.opened).hasSize(1);
        assertThat(chain.outcomes())
            .extracting(LinkOutcome::toString)
            .containsExactly(
                "shared-cache (nobody in the cache has signed in)", "sign-in (gave a token)");
        assertThat(chain.acquire(mail).source()).isEqualTo(TokenSource.CACHE);
      }
    }
  }

  private static BrowserSupport with(Browser browser) {
    RedirectListeners listeners =
        ServiceLoader.load(BrowserProvider.class)
            .findFirst()
            .orElseThrow()
            .open(BrowserSettings.of(MapEnvironment.empty()))
            .redirectListeners();
    return new BrowserSupport() {
      @Override
      public Browser browser() {
        return browser;
      }

      @Override
      public RedirectListeners redirectListeners() {
        return listeners;
      }
    };
  }

  private CredentialChain desk(People people, PublicClient app, Map<String, String> variables) {
    return chain(variables).timeSource(people.time).links("shared-cache").developer(app).build();
  }
}
