package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.emulator.BrokerEmulator;
import dev.latchkey.emulator.PrivateBus;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ExamplesTest {

  @Test
  void daemonGetsItsTokenOnceAnHourAndOutlivesAnOutage() {
    List<String> lines = output(() -> Daemon.main(new String[0]));

    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("first call").contains("IDENTITY_PROVIDER 2 HTTP");
    assertThat(lines.get(1)).startsWith("second call").contains("CACHE");
    assertThat(lines.get(2)).startsWith("two hours later").contains("IDENTITY_PROVIDER 1 HTTP");
    assertThat(lines.get(3)).contains("ServiceException", "try again in 120 s");
    assertThat(lines.get(4)).startsWith("next round").contains("IDENTITY_PROVIDER");
  }

  @Test
  void certificateDaemonOutlivesTheReplacementOfItsCertificate() {
    List<String> lines = output(() -> run(() -> CertificateDaemon.main(new String[0])));

    assertThat(lines).hasSize(2).allMatch(line -> line.endsWith("signed with PS256"));
    assertThat(lines.get(1)).startsWith("after it was replaced").contains("IDENTITY_PROVIDER");
  }

  @Test
  void webApplicationSignsAPersonInAndKeepsThemSignedIn() {
    assertThat(output(() -> SignIn.main(new String[0])))
        .containsExactly("signed in: token from IDENTITY_PROVIDER", "later: token from CACHE");
  }

  @Test
  void metricsCountHitsRequestsAndFailures() {
    assertThat(output(() -> Metrics.main(new String[0])))
        .containsExactly(
            "failure from none, error invalid_scope: 1",
            "success from cache, error none: 9",
            "success from identity-provider, error none: 1");
  }

  @Test
  void managedIdentityGetsTokensByBothRecipes() {
    assertThat(output(() -> ManagedIdentity.main(new String[0])))
        .containsExactly(
            "in the code: token from IDENTITY_PROVIDER through app-service",
            "and again: token from CACHE through app-service",
            "in a variable: token from IDENTITY_PROVIDER through app-service");
  }

  @Test
  void chainTellsOfEachLink() {
    assertThat(output(() -> Chain.main(new String[0])))
        .containsExactly(
            "token from IDENTITY_PROVIDER",
            "and again from CACHE",
            "azure-cli (off: developer links are not allowed)",
            "environment (no AZURE_TENANT_ID, AZURE_CLIENT_ID)",
            "workload-identity (no AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_FEDERATED_TOKEN_FILE)",
            "managed-identity (gave a token)");
  }

  @Test
  void azureSdkAnswersAClaimsChallenge() {
    assertThat(output(() -> AzureSdk.main(new String[0])))
        .containsExactly(
            "with a token: 200",
            "with the claims that were demanded: 200",
            "asked for tokens 2 times");
  }

  @Test
  void commandLineToolAsksThePersonOnce() {
    assertThat(output(() -> CommandLineTool.main(new String[0])))
        .hasSize(3)
        .satisfies(lines -> assertThat(lines.get(0)).contains("enter the code"))
        .endsWith("first run: token from IDENTITY_PROVIDER", "second run: token from CACHE");
  }

  @Test
  void desktopProgramWaitsForTheBrowserOfTheMachine() {
    try (Sandbox sandbox = Desktop.sandbox()) {
      assertThat(
              output(
                  () ->
                      Desktop.run(
                          sandbox,
                          request ->
                              request.browser(url -> Visitor.signingIn(sandbox, url.uri())))))
          .containsExactly(
              "mira@contoso.example signed in: token from IDENTITY_PROVIDER",
              "later: token from CACHE");
    }
  }

  @Test
  void personOfTheDeviceSignsInWithoutAWindow() {
    try (PrivateBus bus = new PrivateBus();
        BrokerEmulator broker = BrokerEmulator.knowing(bus, "mira@contoso.example")) {
      assertThat(output(() -> BrokerSignIn.run(it -> it.environment(bus.environment()))))
          .containsExactly(
              "the device knows mira@contoso.example",
              "mira@contoso.example signed in: token from BROKER",
              "later: token from CACHE",
              "Authorization of one request: pop ... from BROKER",
              "Cookie: x-ms-RefreshTokenCredential=...",
              "signed out: true");
      assertThat(broker.asked("acquireTokenInteractively")).isEmpty();
      assertThat(broker.asked("removeAccount")).hasSize(1);
    }
  }

  @Test
  void deviceWithoutABrokerIsTold() {
    assertThat(
            output(
                () ->
                    BrokerSignIn.run(
                        it ->
                            it.environment(
                                MapEnvironment.empty().withProperty("os.name", "Linux")))))
        .containsExactly("no identity broker answers here; people sign in with the browser");
  }

  // The path of these tests has the adapter, and not the optional library that it needs there.
  @Test
  @Tag("S-116")
  void windowsWantsTheBindingOfItsRuntime() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                PublicClient.builder("photo-album")
                    .brokerOn(BrokerPlatform.WINDOWS)
                    .environment(MapEnvironment.empty().withProperty("os.name", "Windows 11"))
                    .build())
        .withMessageContaining("com.microsoft.azure:javamsalruntime");
  }

  @Test
  void passwordsAreTakenAndRefused() {
    assertThat(output(() -> PasswordSignIn.main(new String[0])))
        .containsExactly(
            "InteractionRequiredException: invalid_grant",
            "signed in: token from IDENTITY_PROVIDER");
  }

  @Test
  void webApiExchangesTheTokenOfItsCallerOnce() {
    assertThat(output(() -> run(() -> WebApi.main(new String[0]))))
        .hasSize(3)
        .startsWith(
            "200 the next API is called with a token from IDENTITY_PROVIDER",
            "200 the next API is called with a token from CACHE")
        .satisfies(lines -> assertThat(lines.get(2)).matches("40[13] .*"));
  }

  @Test
  void programThatMovesInAsksNobodyToSignInAgain() {
    assertThat(output(() -> run(() -> MovingIn.main(new String[0]))))
        .containsExactly(
            "moved mira@contoso.example: token from IDENTITY_PROVIDER", "later: token from CACHE");
  }

  @Test
  void anyProviderIsReachedByItsIssuer() {
    assertThat(output(() -> GenericOidc.main(new String[0])))
        .containsExactly(
            "the application: token from IDENTITY_PROVIDER",
            "a person: token from IDENTITY_PROVIDER",
            "the person, later: token from CACHE");
  }

  @Test
  void entraIsAskedOfAuthoritiesThatAreNotKnown() {
    List<String> lines = output(() -> KnownAuthorities.main(new String[0]));

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).isEqualTo("token from IDENTITY_PROVIDER, Entra asked 0 times");
    assertThat(lines.get(1)).contains("login.stranger.example").endsWith("Entra asked 1 times");
  }

  @Test
  void metadataIsAskedForOnceWithAFileBesideTheProgram() {
    assertThat(output(() -> run(() -> HttpCacheBesideProgram.main(new String[0]))))
        .containsExactly(
            "first run: token after 2 HTTP requests", "second run: token after 1 HTTP requests");
  }

  @Test
  void tokensOutliveTheProgramInTheFolderOfTheSession() {
    assertThat(output(() -> run(() -> RuntimeFolderCache.main(new String[0]))))
        .containsExactly("first run: token from IDENTITY_PROVIDER", "second run: token from CACHE");
  }

  @Test
  void transportOfOnesOwnRepeats() {
    assertThat(output(() -> RetryingTransport.main(new String[0])))
        .containsExactly("token from IDENTITY_PROVIDER, the endpoint was asked 3 times");
  }

  @Test
  void secondInstanceFindsTheTokensOfTheFirst() {
    assertThat(output(() -> run(() -> MultiTenantService.main(new String[0]))))
        .containsExactly(
            "first instance, contoso.onmicrosoft.com: token from IDENTITY_PROVIDER",
            "first instance, fabrikam.onmicrosoft.com: token from IDENTITY_PROVIDER",
            "second instance, contoso.onmicrosoft.com: token from CACHE",
            "second instance, fabrikam.onmicrosoft.com: token from CACHE");
  }

  @Test
  void keyStaysInItsModule() {
    assertThat(output(() -> run(() -> HsmKey.main(new String[0]))))
        .containsExactly(
            Files.exists(HsmKey.LIBRARY)
                ? "signed in the module: token from IDENTITY_PROVIDER"
                : "SoftHSM is not installed (Debian: softhsm2)");
  }

  @Test
  void eachWayToBindATokenOpensTheResource() {
    assertThat(output(() -> run(() -> BoundTokens.main(new String[0]))))
        .containsExactly(
            "signed request: 200", "DPoP: 200", "mutual TLS: 200", "SSH: ssh-cert", "sign-in: 200");
  }

  private static void run(Program program) {
    try {
      program.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private interface Program {
    void run() throws IOException, InterruptedException, GeneralSecurityException;
  }

  @Test
  void customHttpStackGetsAToken() {
    assertThat(output(() -> CustomHttpStack.main(new String[0])))
        .containsExactly("Bearer token from IDENTITY_PROVIDER after 2 HTTP requests");
  }

  @Test
  void customHttpStackGivesUpOnBodiesThatAreTooLarge() {
    try (Sandbox sandbox = Sandbox.start()) {
      sandbox.faults().next(Fault.hugeBody(10L << 20));

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> send(sandbox, Duration.ofSeconds(20)))
          .returns(TransportException.Reason.TOO_LARGE, TransportException::reason);
    }
  }

  @Test
  void customHttpStackEndsADrippedBodyAtTheDeadline() {
    try (Sandbox sandbox = Sandbox.start()) {
      // At this pace the body would take minutes.
      sandbox.faults().next(Fault.drip(1, Duration.ofSeconds(1)));

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> send(sandbox, Duration.ofSeconds(3)))
          .returns(TransportException.Reason.TIMED_OUT, TransportException::reason);
    }
  }

  private static void send(Sandbox sandbox, Duration timeout) {
    CustomHttpStack.over(HttpClient.newBuilder().sslContext(sandbox.sslContext()).build())
        .send(
            HttpRequest.get(sandbox.uri(), HttpHeaders.none()),
            Deadline.after(timeout, TimeSource.system()),
            Cancellation.none());
  }

  private static List<String> output(Runnable program) {
    PrintStream standard = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(standard);
    }
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
