package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ManagedIdentityConfig;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.AzureHost.Kind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ManagedIdentityIT {

  private static final String CHALLENGE = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";

  // S-294: whatever the kind, it is the one type that the builder takes.
  private static ManagedIdentityId named(String kind) {
    return switch (kind) {
      case "client" -> ManagedIdentityId.clientId(Hosted.OTHER.clientId());
      case "object" -> ManagedIdentityId.objectId(Hosted.OTHER.objectId());
      default -> ManagedIdentityId.resourceId(Hosted.OTHER.resourceId());
    };
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "CLOUD_SHELL", mode = EnumSource.Mode.EXCLUDE)
  @Tag("S-285")
  @Tag("S-299")
  @Tag("W-09")
  void everyHostGivesATokenToAClientWithoutASecret(Kind kind) {
    try (Hosted hosted = new Hosted(kind);
        ManagedIdentityClient client = hosted.client().build()) {
      TokenResult token = client.acquireForResource(Hosted.REQUEST);

      assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(token.refreshReason()).isEqualTo(RefreshReason.NO_TOKEN);
      assertThat(token.expiresAt()).isEqualTo(hosted.time.instant().plus(Duration.ofHours(24)));
      assertThat(token.authorizationHeader()).startsWith("Bearer ey");
      assertThat(token.account()).isEmpty();
      assertThat(token.httpCalls()).isEqualTo(hosted.requests().size());
      assertThat(token.via()).contains(client.host().name());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_MACHINE,client,client_id",
    "VIRTUAL_MACHINE,object,object_id",
    "VIRTUAL_MACHINE,resource,msi_res_id",
    "APP_SERVICE,client,client_id",
    "APP_SERVICE,object,object_id",
    "APP_SERVICE,resource,mi_res_id",
    "FUNCTIONS,client,client_id",
    "AUTOMATION,resource,mi_res_id",
    "MACHINE_LEARNING,client,clientid",
    "MACHINE_LEARNING,object,object_id",
    "MACHINE_LEARNING,resource,msi_res_id",
    "ARC,client,client_id",
    "ARC,object,object_id",
    "ARC,resource,msi_res_id",
    "SERVICE_FABRIC,object,principalId"
  })
  @Tag("S-286")
  @Tag("S-294")
  @Tag("W-24")
  void everyHostIsAskedForAUserAssignedIdentityInItsOwnWords(
      Kind kind, String id, String parameter) {
    try (Hosted hosted = new Hosted(kind);
        ManagedIdentityClient client = hosted.client(named(id)).build()) {
      client.acquireForResource(Hosted.REQUEST);

      assertThat(hosted.last().queryParameter(parameter)).contains(named(id).value());
      assertThat(hosted.last().query().orElseThrow().split("&", -1)).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"SERVICE_FABRIC,client", "SERVICE_FABRIC,resource"})
  void anIdentityThatTheHostCannotChooseIsRefusedBeforeAnythingIsSent(Kind kind, String id) {
    try (Hosted hosted = new Hosted(kind);
        ManagedIdentityClient client = hosted.client(named(id)).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
          .withMessageContaining("object id");
      assertThat(hosted.requests()).isEmpty();
    }
  }

  @Test
  @Tag("S-300")
  @Tag("S-306")
  @Tag("S-297")
  void theSecondCallIsAnsweredFromMemory() {
    RecordingEventSink events = new RecordingEventSink();
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().eventSink(events).build()) {
      TokenResult first = client.acquireForResource(Hosted.REQUEST);
      TokenResult second = client.acquireForResource(Hosted.REQUEST);

      assertThat(hosted.requests()).hasSize(1);
      assertThat(second.source()).isEqualTo(TokenSource.CACHE);
      assertThat(second.accessToken()).isEqualTo(first.accessToken());
      assertThat(client.async(c -> c.acquireForResource(Hosted.REQUEST))).isCompleted();
      assertThat(events.await(3))
          .extracting(it -> it.useCase() + " " + it.source() + " " + it.via().orElse(""))
          .startsWith("managed-identity IDENTITY_PROVIDER imds", "managed-identity CACHE imds");
    }
  }

  @Test
  @Tag("S-305")
  @Tag("S-307")
  @Tag("W-28")
  void theResourceIsSentAsItIsAndAsOneParameter() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().build()) {
      for (String resource :
          List.of("https://vault.azure.net", "https://vault.azure.net/", "api://a/b?c=d&e=f%20g")) {
        client.acquireForResource(ResourceRequest.of(resource));
        assertThat(hosted.last().queryParameter("resource")).contains(resource);
      }
      client.acquireForResource(ResourceRequest.of("https://graph.microsoft.com/.default"));
      assertThat(hosted.last().queryParameter("resource")).contains("https://graph.microsoft.com");
      assertThat(hosted.requests()).hasSize(4);
    }
  }

  @Test
  @Tag("W-28")
  void aResourceThatIsNoneIsRefusedWithWordsOfItsOwn() {
    for (String wrong : List.of("", " ", "two words", "/.default", "a\tb", "é")) {
      assertThatIllegalArgumentException().isThrownBy(() -> ResourceRequest.of(wrong));
    }
    assertThatNullPointerException().isThrownBy(() -> ResourceRequest.of(null));
  }

  @Test
  void theMachineIsToldWhoAsksAndForWhichOperation() {
    CorrelationId id = new CorrelationId(UUID.randomUUID());
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().build()) {
      TokenResult token = client.acquireForResource(Hosted.REQUEST.correlationId(id));

      RecordedRequest request = hosted.last();
      assertThat(token.correlationId()).contains(id);
      assertThat(request.path()).isEqualTo("/metadata/identity/oauth2/token");
      assertThat(request.queryParameter("api-version")).contains("2018-02-01");
      assertThat(request.header("metadata")).contains("true");
      assertThat(request.header("x-client-sku")).contains("Latchkey.Java");
      assertThat(request.header("x-client-ver")).isPresent();
      assertThat(request.header("x-ms-client-request-id")).contains(id.toString());
    }
  }

  @Test
  @Tag("S-308")
  @Tag("S-310")
  void aClaimsChallengePassesTheCacheByAndIsNotSentToHostsThatDoNotKnowIt() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().capabilities(List.of("cp1")).build()) {
      TokenResult refused = client.acquireForResource(Hosted.REQUEST);
      TokenResult next = client.acquireForResource(Hosted.REQUEST.claims(CHALLENGE));

      assertThat(next.accessToken()).isNotEqualTo(refused.accessToken());
      assertThat(next.refreshReason()).isEqualTo(RefreshReason.FORCED);
      assertThat(hosted.requests()).hasSize(2);
      assertThat(hosted.last().query().orElseThrow())
          .isEqualTo(hosted.requests().get(0).query().orElseThrow());
      assertThat(client.acquireForResource(Hosted.REQUEST).accessToken())
          .isEqualTo(next.accessToken());
      assertThat(hosted.requests()).hasSize(2);
    }
  }

  @Test
  void serviceFabricIsToldWhichTokenWasRefusedAndGivesAnother() throws Exception {
    try (Hosted hosted = new Hosted(Kind.SERVICE_FABRIC);
        ManagedIdentityClient client =
            hosted.client().capabilities(List.of("cp1", "cp2")).build()) {
      TokenResult refused = client.acquireForResource(Hosted.REQUEST);
      TokenResult same = client.acquireForResource(Hosted.REQUEST.forceRefresh(true));
      TokenResult next = client.acquireForResource(Hosted.REQUEST.claims(CHALLENGE));

      String hash =
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("SHA-256")
                      .digest(refused.accessToken().reveal().getBytes(StandardCharsets.UTF_8)));
      assertThat(same.accessToken()).isEqualTo(refused.accessToken());
      assertThat(next.accessToken()).isNotEqualTo(refused.accessToken());
      assertThat(hosted.requests())
          .extracting(it -> it.queryParameter("token_sha256_to_refresh").orElse(""))
          .containsExactly("", "", hash);
      assertThat(hosted.requests())
          .allMatch(it -> it.queryParameter("xms_cc").orElse("").equals("cp1,cp2"));
    }
  }

  @Test
  void longLifeIsHalvedAndRefreshedInTheBackground() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().randomSource(byte[]::new).build()) {
      TokenResult first = client.acquireForResource(Hosted.REQUEST);
      assertThat(first.refreshAt()).contains(hosted.time.instant().plus(Duration.ofHours(12)));

      hosted.time.advance(Duration.ofHours(12).minusSeconds(1));
      client.acquireForResource(Hosted.REQUEST);
      assertThat(hosted.requests()).hasSize(1);

      hosted.time.advance(Duration.ofSeconds(1));
      HeldRequests held = hosted.host.faults().hold();
      assertThat(client.acquireForResource(Hosted.REQUEST).accessToken())
          .isEqualTo(first.accessToken());
      held.release();
      awaitAnother(client, first);
      assertThat(hosted.requests()).hasSize(2);
    }
  }

  private static void awaitAnother(ManagedIdentityClient client, TokenResult old) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (client.acquireForResource(Hosted.REQUEST).accessToken().equals(old.accessToken())) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void lifeOfLessThanTwoHoursIsUsedUpAndOneThatIsPastIsNotServedAgain() {
    for (long minutes : List.of(119L, 0L, -5L)) {
      try (Hosted hosted =
              new Hosted(
                  AzureHost.builder(Kind.APP_SERVICE).tokenLife(Duration.ofMinutes(minutes)));
          ManagedIdentityClient client = hosted.client().build()) {
        assertThat(client.acquireForResource(Hosted.REQUEST).refreshAt()).isEmpty();
        client.acquireForResource(Hosted.REQUEST);
        assertThat(hosted.requests()).hasSize(minutes > 0 ? 1 : 2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"500", "429", "0"})
  @Tag("W-10")
  void aFailedEarlyRefreshLeavesTheCallerTheTokenThatIsStillGood(int status) throws Exception {
    RecordingEventSink events = new RecordingEventSink();
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client =
            hosted.client().retry(RetryPolicy.none()).eventSink(events).build()) {
      TokenResult first = client.acquireForResource(Hosted.REQUEST);
      hosted.host.faults().always(status == 0 ? Fault.reset() : Fault.status(status));
      hosted.time.advance(Duration.ofHours(13));

      assertThat(client.acquireForResource(Hosted.REQUEST).accessToken())
          .isEqualTo(first.accessToken());
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (events.events().stream().noneMatch(it -> it.background())) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
      assertThat(client.acquireForResource(Hosted.REQUEST).accessToken())
          .isEqualTo(first.accessToken());
    }
  }

  // L-01
  @Test
  void aThousandCallersMakeOneRequestForAMissingTokenAndOneForAnExpiredOne() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(1000);
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().build()) {
      for (int round = 1; round <= 2; round++) {
        HeldRequests held = hosted.host.faults().hold();
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
          waiting.add(
              callers.submit(
                  () -> client.acquireForResource(Hosted.REQUEST).accessToken().reveal()));
        }
        assertThat(held.awaitArrived(1, Duration.ofSeconds(20))).isTrue();
        held.release();
        Set<String> tokens = new java.util.HashSet<>();
        for (Future<String> one : waiting) {
          tokens.add(one.get(30, TimeUnit.SECONDS));
        }
        assertThat(tokens).hasSize(1);
        assertThat(hosted.requests()).hasSize(round);
        hosted.time.advance(Duration.ofDays(2));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  @Tag("S-292")
  void theTransportIsFoundOnThePathOrGivenAndNeverNull() {
    try (Hosted hosted = new Hosted(Kind.APP_SERVICE)) {
      assertThatNullPointerException().isThrownBy(() -> hosted.client().http((HttpTransport) null));
      try (ManagedIdentityClient client = hosted.client().build()) {
        assertThat(client.acquireForResource(Hosted.REQUEST).httpCalls()).isEqualTo(1);
      }
    }
  }

  @Test
  @Tag("S-295")
  void aTransportOfTheApplicationRepeatsByItselfAndNothingIsAddedToThat() {
    AtomicInteger sent = new AtomicInteger();
    HttpTransport failing =
        (request, deadline, cancellation) -> {
          sent.incrementAndGet();
          return HttpResponse.of(503, HttpHeaders.none(), "{}".getBytes(StandardCharsets.UTF_8));
        };
    HttpTransport retrying =
        (request, deadline, cancellation) -> {
          HttpResponse answer = failing.send(request, deadline, cancellation);
          for (int i = 0; i < 3 && answer.status() == 503; i++) {
            answer = failing.send(request, deadline, cancellation);
          }
          return answer;
        };
    try (Hosted hosted = new Hosted(Kind.APP_SERVICE)) {
      for (Map.Entry<HttpTransport, Integer> each : Map.of(failing, 1, retrying, 4).entrySet()) {
        sent.set(0);
        try (ManagedIdentityClient client = hosted.client().http(each.getKey()).build()) {
          assertThatExceptionOfType(ServiceException.class)
              .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST));
        }
        assertThat(sent).hasValue(each.getValue());
      }
    }
  }

  @Test
  @Tag("S-296")
  void aTransportNeedsOneMethod() {
    HttpTransport minimal =
        (request, deadline, cancellation) ->
            HttpResponse.of(
                200,
                HttpHeaders.none(),
                "{\"access_token\":\"AT\",\"expires_in\":\"3600\"}"
                    .getBytes(StandardCharsets.UTF_8));
    try (ManagedIdentityClient client =
        ManagedIdentityClient.builder(ManagedIdentityId.systemAssigned())
            .environment(MapEnvironment.empty())
            .http(minimal)
            .build()) {
      assertThat(client.acquireForResource(Hosted.REQUEST).authorizationHeader())
          .isEqualTo("Bearer AT");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VIRTUAL_MACHINE,404,4",
    "VIRTUAL_MACHINE,429,4",
    "VIRTUAL_MACHINE,500,4",
    "VIRTUAL_MACHINE,410,8",
    "VIRTUAL_MACHINE,400,1",
    "SERVICE_FABRIC,404,1",
    "SERVICE_FABRIC,429,4",
    "SERVICE_FABRIC,503,4",
    "SERVICE_FABRIC,500,1",
    "APP_SERVICE,500,3",
    "APP_SERVICE,400,1",
    "MACHINE_LEARNING,503,3",
    "ARC,500,3"
  })
  void eachHostIsAskedAgainByRulesOfItsOwn(Kind kind, int status, int attempts) {
    try (Hosted hosted = new Hosted(kind);
        ManagedIdentityClient client = hosted.client().build()) {
      hosted
          .host
          .faults()
          .always(Fault.status(status, "{\"error\":\"busy\"}", Map.of("Server", "IMDS/1")));

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
          .matches(it -> it.status().orElse(0) == status);
      assertThat(hosted.requests()).hasSize(attempts);
      if (status == 410) {
        assertThat(hosted.time.sleeps().stream().reduce(Duration.ZERO, Duration::plus))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(70));
      }
    }
  }

  @Test
  void theWaitThatTheHostAsksForIsKept() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client = hosted.client().build()) {
      hosted.host.faults().next(Fault.retryAfter("17"));
      client.acquireForResource(Hosted.REQUEST);
      assertThat(hosted.time.sleeps())
          .singleElement()
          .satisfies(
              it -> assertThat(it).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(21)));
    }
  }

  // M-04
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"VIRTUAL_MACHINE", "APP_SERVICE", "MACHINE_LEARNING", "ARC"})
  void aTokenOfAnotherIdentityIsRefusedAndNotKept(Kind kind) {
    String other =
        "{\"access_token\":\"AT\",\"expires_in\":\"3600\",\"expires_on\":\"1893459600\","
            + "\"client_id\":\"somebody-else\"}";
    try (Hosted hosted = new Hosted(kind);
        ManagedIdentityClient client = hosted.client(named("client")).build()) {
      if (kind == Kind.ARC) {
        hosted.host.faults().next(Fault.slow(Duration.ZERO));
      }
      hosted.host.faults().next(Fault.body(other, "application/json"));

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
          .withMessageContaining("another identity");
      assertThat(client.acquireForResource(Hosted.REQUEST).accessToken().reveal())
          .isNotEqualTo("AT");
    }
  }

  // M-03
  @Test
  @Tag("W-09")
  void anotherCertificateThanThePinnedOneNeverSeesTheSecret() {
    try (Hosted hosted = new Hosted(Kind.SERVICE_FABRIC)) {
      MapEnvironment lying =
          hosted.environment().withVariable("IDENTITY_SERVER_THUMBPRINT", "ab".repeat(20));
      try (ManagedIdentityClient client = hosted.client().environment(lying).build()) {
        assertThatExceptionOfType(TransportException.class)
            .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
            .matches(it -> it.reason() == TransportException.Reason.UNTRUSTED);
        assertThat(hosted.requests()).isEmpty();
      }
    }
  }

  @Test
  @Tag("W-09")
  void aThumbprintIsTakenWithColonsAndThePinHoldsBesideASuppliedTransport() {
    HttpTransport unused =
        (request, deadline, cancellation) -> {
          throw new AssertionError("a transport that cannot pin must not be asked");
        };
    try (Hosted hosted = new Hosted(Kind.SERVICE_FABRIC)) {
      String hex = hosted.host.environment().get("IDENTITY_SERVER_THUMBPRINT");
      String spaced = hex.toUpperCase(java.util.Locale.ROOT).replaceAll("(..)(?=.)", "$1:");
      try (ManagedIdentityClient client =
          hosted
              .client()
              .environment(hosted.environment().withVariable("IDENTITY_SERVER_THUMBPRINT", spaced))
              .http(unused)
              .build()) {
        assertThat(client.acquireForResource(Hosted.REQUEST).via()).contains("service-fabric");
      }
    }
  }

  // N-09
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"VIRTUAL_MACHINE", "APP_SERVICE", "SERVICE_FABRIC", "ARC"})
  void noProxyIsEverOnTheWayToTheHost(Kind kind) throws Exception {
    for (String transport : List.of("apache", "jdk")) {
      try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
          Hosted hosted = new Hosted(kind)) {
        HttpSettings proxied =
            HttpSettings.defaults()
                .proxy(Proxy.via(new HostAndPort("127.0.0.1", proxy.getLocalPort())));
        try (ManagedIdentityClient client =
            hosted.client().httpProvider(transport).http(proxied).build()) {
          client.acquireForResource(Hosted.REQUEST);
        }
        proxy.setSoTimeout(1);
        assertThatExceptionOfType(java.net.SocketTimeoutException.class).isThrownBy(proxy::accept);
      }
    }
  }

  // M-02
  @Test
  void offAzureTheAnswerComesSoonAndTellsWhatWasLookedFor() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<Socket> waiting = new ArrayList<>();
      try {
        // A listener whose queue is full answers nobody, like an address that leads nowhere.
        for (int i = 0; i < 4; i++) {
          Socket one = new Socket();
          waiting.add(one);
          connectQuietly(one, full);
        }
        HttpSettings nowhere =
            HttpSettings.defaults()
                .connectTo(
                    Map.of(
                        new HostAndPort("169.254.169.254", 80),
                        new HostAndPort("127.0.0.1", full.getLocalPort())));
        try (ManagedIdentityClient client =
            ManagedIdentityClient.builder(ManagedIdentityId.systemAssigned())
                .environment(MapEnvironment.empty())
                .httpProvider("apache")
                .http(nowhere)
                .build()) {
          long start = System.nanoTime();
          assertThatExceptionOfType(CredentialUnavailableException.class)
              .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
              .withMessageContaining("managed identity is not available")
              .withMessageContaining("imds")
              .withMessageContaining("app-service (no IDENTITY_ENDPOINT, IDENTITY_HEADER)");
          assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
      } finally {
        for (Socket one : waiting) {
          one.close();
        }
      }
    }
  }

  private static void connectQuietly(Socket socket, ServerSocket to) throws Exception {
    try {
      socket.connect(to.getLocalSocketAddress(), 200);
    } catch (java.net.SocketTimeoutException e) {
      assertThat(e).hasMessageContaining("timed out");
    }
  }

  @Test
  void withoutAVariableTheMachineIsAskedAtItsWellKnownAddress() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE);
        ManagedIdentityClient client =
            hosted
                .client()
                .environment(MapEnvironment.empty())
                .http(
                    HttpSettings.defaults()
                        .connectTo(
                            Map.of(
                                new HostAndPort("169.254.169.254", 80),
                                new HostAndPort("127.0.0.1", hosted.host.uri().getPort()))))
                .build()) {
      client.acquireForResource(Hosted.REQUEST);
      assertThat(hosted.last().header("host")).contains("169.254.169.254");
    }
  }

  @Test
  @Tag("S-303")
  @Tag("W-28")
  void cloudShellIsUsedByNameOnlyAndThePersonIsPointedToTheOtherClient() {
    try (Hosted hosted = new Hosted(Kind.CLOUD_SHELL)) {
      try (ManagedIdentityClient client = hosted.client().build()) {
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
            .withMessageContaining("acquireInteractively with prompt none");
        assertThat(hosted.requests()).isEmpty();
      }
      try (ManagedIdentityClient client = hosted.client().host("cloud-shell").build()) {
        client.acquireForResource(Hosted.REQUEST);
        assertThat(hosted.last().method()).isEqualTo("POST");
        assertThat(hosted.last().formParameter("resource")).contains(Hosted.VAULT);
        assertThat(hosted.last().header("content-type"))
            .contains("application/x-www-form-urlencoded");
      }
      try (ManagedIdentityClient client =
          hosted.client(named("client")).host("cloud-shell").build()) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST));
      }
    }
  }

  @Test
  void aHostCanBeNamedAndThenNoOtherIsLookedFor() {
    try (Hosted hosted = new Hosted(Kind.APP_SERVICE)) {
      try (ManagedIdentityClient client = hosted.client().host("arc").build()) {
        assertThatExceptionOfType(CredentialUnavailableException.class)
            .isThrownBy(client::host)
            .withMessageContaining("arc is not available");
      }
      try (ManagedIdentityClient client = hosted.client().host("mainframe").build()) {
        assertThatExceptionOfType(ConfigurationException.class)
            .isThrownBy(client::host)
            .withMessageContaining("there are: service-fabric, app-service");
      }
    }
  }

  @Test
  @Tag("W-28")
  void arcIsFoundByItsAgentAlone() {
    try (Hosted hosted = new Hosted(Kind.ARC);
        ManagedIdentityClient client =
            hosted
                .client()
                .environment(MapEnvironment.empty().withProperty("os.name", "Linux"))
                .http(
                    HttpSettings.defaults()
                        .connectTo(
                            Map.of(
                                new HostAndPort("localhost", 40342),
                                new HostAndPort("127.0.0.1", hosted.host.uri().getPort()))))
                .build()) {
      assertThat(client.host().reason()).contains("agent");
      client.acquireForResource(Hosted.REQUEST);
      assertThat(hosted.requests()).hasSize(2);
      assertThat(hosted.last().header("authorization").orElseThrow()).startsWith("Basic ");
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "CLOUD_SHELL", mode = EnumSource.Mode.EXCLUDE)
  @Tag("W-28")
  void whatAHostRefusesIsToldWithItsStatusAndWithoutItsSecret(Kind kind) {
    try (Hosted hosted = new Hosted(kind)) {
      String secret = "hush-0a6e-of-the-host";
      // Two hosts hand out no secret: there it is a text like any other.
      boolean hands = kind != Kind.VIRTUAL_MACHINE && kind != Kind.ARC;
      hosted
          .host
          .faults()
          .always(
              Fault.status(
                  418,
                  "{\"message\":\"you said " + secret + "\",\"error\":{\"code\":\"Odd\"}}",
                  Map.of("Content-Type", "application/json")));
      try (ManagedIdentityClient client = hosted.client().build()) {
        assertThatExceptionOfType(ServiceException.class)
            .isThrownBy(() -> client.acquireForResource(Hosted.REQUEST))
            .matches(it -> it.status().orElse(0) == 418)
            .satisfies(it -> assertThat(it.toString()).doesNotContain(secret))
            .satisfies(
                it ->
                    assertThat(it.error().flatMap(OAuthError::description).orElse(""))
                        .contains("you said " + (hands ? "[hidden]" : secret)));
      }
    }
  }

  @Test
  @Tag("S-288")
  void aUserAssignedIdentityHasExactlyOneName() {
    for (String wrong : List.of("", " ", "a\nb")) {
      assertThatIllegalArgumentException().isThrownBy(() -> ManagedIdentityId.clientId(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> ManagedIdentityId.objectId(wrong));
      assertThatIllegalArgumentException().isThrownBy(() -> ManagedIdentityId.resourceId(wrong));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ManagedIdentityId(ManagedIdentityId.Kind.SYSTEM_ASSIGNED, "x"));
  }

  @Test
  @Tag("S-287")
  @Tag("S-289")
  @Tag("S-290")
  @Tag("S-291")
  @Tag("S-293")
  void anIdentityIsAMapAndJsonAndComesBackFromBoth() {
    Map<ManagedIdentityId, String> all =
        Map.of(
            ManagedIdentityId.systemAssigned(),
                "{\"ManagedIdentityIdType\":\"SystemAssigned\",\"Id\":null}",
            ManagedIdentityId.clientId("c"),
                "{\"ManagedIdentityIdType\":\"ClientId\",\"Id\":\"c\"}",
            ManagedIdentityId.resourceId("/r"),
                "{\"ManagedIdentityIdType\":\"ResourceId\",\"Id\":\"/r\"}",
            ManagedIdentityId.objectId("o"),
                "{\"ManagedIdentityIdType\":\"ObjectId\",\"Id\":\"o\"}");
    all.forEach(
        (identity, json) -> {
          ManagedIdentityConfig config = new ManagedIdentityConfig(identity);
          assertThat(config.json()).isEqualTo(json);
          assertThat(ManagedIdentityConfig.parse(json)).isEqualTo(config);
          assertThat(ManagedIdentityConfig.of(config.asMap())).isEqualTo(config);
          assertThat(config.asMap())
              .containsEntry("Id", identity.value().isEmpty() ? null : identity.value())
              .hasSize(2);
        });
    assertThat(
            ManagedIdentityConfig.parse(
                    "{\"ManagedIdentityIdType\":\"SystemAssignedManagedIdentity\",\"Id\":null}")
                .json())
        .contains("\"SystemAssigned\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "[]",
        "nonsense",
        "{\"ManagedIdentityIdType\":\"clientid\",\"Id\":\"c\"}",
        "{\"ManagedIdentityIdType\":\"ClientId\"}",
        "{\"ManagedIdentityIdType\":\"ClientId\",\"Id\":null}",
        "{\"ManagedIdentityIdType\":\"ClientId\",\"Id\":\"\"}",
        "{\"ManagedIdentityIdType\":\"ClientId\",\"Id\":7}",
        "{\"ManagedIdentityIdType\":\"SystemAssigned\",\"Id\":\"c\"}",
        "{\"ManagedIdentityIdType\":7,\"Id\":null}",
        "{\"Id\":\"c\"}",
        "{\"ManagedIdentityIdType\":\"ClientId\",\"Id\":\"a\",\"Id\":\"b\"}"
      })
  @Tag("S-293")
  void malformedConfigurationIsRefused(String json) {
    assertThatIllegalArgumentException().isThrownBy(() -> ManagedIdentityConfig.parse(json));
  }

  @Test
  @Tag("S-301")
  @Tag("S-302")
  void theTwoRecipesRun() {
    try (Hosted hosted = new Hosted(Kind.APP_SERVICE)) {
      try (ManagedIdentityClient client =
          hosted.client(ManagedIdentityId.clientId(Hosted.OTHER.clientId())).build()) {
        client.acquireForResource(Hosted.REQUEST);
      }
      MapEnvironment environment =
          hosted
              .environment()
              .withVariable(
                  "MY_MANAGED_IDENTITY_CONFIG",
                  "{\"ManagedIdentityIdType\": \"ClientId\", \"Id\": \""
                      + Hosted.OTHER.clientId()
                      + "\"}");
      try (ManagedIdentityClient client =
          ManagedIdentityClient.builder(
                  ManagedIdentityConfig.ofVariable("MY_MANAGED_IDENTITY_CONFIG", environment))
              .environment(environment)
              .httpProvider("apache")
              .build()) {
        client.acquireForResource(Hosted.REQUEST);
      }
      assertThat(hosted.requests())
          .hasSize(2)
          .allMatch(
              it -> it.queryParameter("client_id").orElse("").equals(Hosted.OTHER.clientId()));
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(
              () ->
                  ManagedIdentityConfig.ofVariable(
                      "MY_MANAGED_IDENTITY_CONFIG", MapEnvironment.empty()))
          .withMessageContaining("MY_MANAGED_IDENTITY_CONFIG is not set");
    }
  }

  @Test
  void aClosedClientServesWhatItHasAndSaysThatItIsClosed() {
    try (Hosted hosted = new Hosted(Kind.VIRTUAL_MACHINE)) {
      ManagedIdentityClient client = hosted.client().build();
      client.acquireForResource(Hosted.REQUEST);
      client.close();
      client.close();
      assertThat(client.acquireForResource(Hosted.REQUEST).source()).isEqualTo(TokenSource.CACHE);
      org.assertj.core.api.Assertions.assertThatIllegalStateException()
          .isThrownBy(() -> client.acquireForResource(ResourceRequest.of("api://other")));
    }
  }

  @Test
  void anUnusualNameOfAResourceGroupIsKeptApartAndSentAsItIs() {
    String resource = "/subscriptions/s1/resourceGroups/Straße (1)/x/mi";
    try (Hosted hosted =
            new Hosted(
                AzureHost.builder(Kind.APP_SERVICE)
                    .identities(new AzureHost.Identity("c", "o", resource)));
        ManagedIdentityClient client =
            hosted.client(ManagedIdentityId.resourceId(resource)).build()) {
      client.acquireForResource(Hosted.REQUEST);
      client.acquireForResource(Hosted.REQUEST);
      assertThat(hosted.requests()).hasSize(1);
      assertThat(hosted.last().queryParameter("mi_res_id")).contains(resource);
    }
  }

  @Test
  void theHostsIdentityIsTheSecretOfAnApplicationElsewhere() {
    String audience = "api://AzureADTokenExchange";
    try (AzureHost host = AzureHost.start(Kind.VIRTUAL_MACHINE);
        House house =
            new House(
                SandboxApplication.builder(House.CLIENT_ID)
                    .federated(
                        host.issuer(), host.ownIdentity().objectId(), audience, host.signingKey())
                    .build());
        ManagedIdentityClient identity =
            ManagedIdentityClient.builder(ManagedIdentityId.systemAssigned())
                .environment(MapEnvironment.of(host.environment()))
                .httpProvider("apache")
                .build();
        ConfidentialClient app =
            ConfidentialClient.builder(
                    House.CLIENT_ID, ClientCredential.assertion(identity.assertions(audience)))
                .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
                .httpProvider("apache")
                .http(house.http())
                .build()) {
      ClientRequest request = ClientRequest.of(House.SCOPE);
      assertThat(app.acquireForClient(request).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      app.acquireForClient(request.forceRefresh(true));

      assertThat(host.requests().all()).hasSize(1);
      assertThat(host.requests().all().get(0).queryParameter("resource")).contains(audience);
    }
  }
}
