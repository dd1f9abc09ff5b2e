package dev.latchkey.adapters.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.latchkey.adapters.broker.MsalRuntime.Done;
import dev.latchkey.adapters.broker.MsalRuntime.Failed;
import dev.latchkey.adapters.broker.MsalRuntime.Tokens;
import dev.latchkey.adapters.broker.MsalRuntime.Wish;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.emulator.Dialects;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerSettings;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.ProofOfPossession;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What MSALRuntime is asked, what becomes of its answers, and where it is loaded. */
@Timeout(60)
class MsalRuntimeBrokerTest {

  private static final String NAME = "mira@contoso.example";
  private static final URI REDIRECT = URI.create("ms-appx-web://Microsoft.AAD.BrokerPlugin/app");
  private static final CorrelationId ID = new CorrelationId(new UUID(0xABCDEF, 2));
  private static final BrokerCall CALL = BrokerCall.of(new ClientId("app"), REDIRECT, ID);
  private static final BrokerAccount ACCOUNT =
      BrokerAccount.of(
          new HomeAccountId(Dialects.UID + "." + Dialects.TENANT),
          new Environment("login.microsoftonline.com"),
          NAME);
  private static final MapEnvironment WINDOWS =
      MapEnvironment.empty().withProperty("os.name", "Windows 11");

  private final ManualTimeSource time = new ManualTimeSource();
  private final RecordedRuntime runtime = new RecordedRuntime(Dialects.UID);
  private final Broker broker =
      new MsalRuntimeBrokerProvider(settings -> runtime).open(BrokerSettings.of(WINDOWS, time));

  MsalRuntimeBrokerTest() {
    runtime.answers(new Done<>(RecordedRuntime.tokens("at-1")));
  }

  @AfterEach
  void close() {
    broker.close();
    assertThat(runtime.handles()).as("people who were not given back").isZero();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(10), TimeSource.system());
  }

  private static BrokerRequest.Builder request() {
    return BrokerRequest.builder(
        CALL,
        URI.create("https://login.microsoftonline.com/common"),
        Scopes.of("User.Read", "Mail.Read"));
  }

  private BrokerAnswer silently(BrokerRequest request) {
    return broker.acquireSilently(request, soon(), Cancellation.none());
  }

  private BrokerAnswer interactively(BrokerRequest request, ParentWindow parent) {
    return broker.acquireInteractively(request, parent, soon(), Cancellation.none());
  }

  private List<String> calls() {
    return runtime.asked().stream().map(RecordedRuntime.Asked::call).toList();
  }

  @Test
  void servesWindowsAlone() {
    MsalRuntimeBrokerProvider provider = new MsalRuntimeBrokerProvider();
    for (BrokerPlatform platform : BrokerPlatform.values()) {
      assertThat(provider.supports(platform)).isEqualTo(platform == BrokerPlatform.WINDOWS);
    }
  }

  @Test
  void elsewhereNothingIsLoaded() {
    MsalRuntimeBrokerProvider provider =
        new MsalRuntimeBrokerProvider(
            settings -> {
              throw new AssertionError("the binding was loaded");
            });
    BrokerSettings linux =
        BrokerSettings.of(MapEnvironment.empty().withProperty("os.name", "Linux"), time);
    assertThatThrownBy(() -> provider.open(linux))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("Windows");
  }

  // The published binding itself, on whatever machine this is.
  @Test
  @Tag("S-118")
  void bindingThatCannotBeBroughtUpIsNoBroker() {
    assumeFalse(System.getProperty("os.name").startsWith("Windows"), "the runtime is here");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () -> new MsalRuntimeBrokerProvider().open(BrokerSettings.of(WINDOWS, time)))
          .isInstanceOf(BrokerException.class)
          .hasMessageContaining("cannot be brought up")
          .hasCauseInstanceOf(LinkageError.class);
    }
  }

  @Test
  @Tag("S-116")
  void bindingThatIsMissingIsNamed() {
    MsalRuntimeBrokerProvider provider =
        new MsalRuntimeBrokerProvider(
            settings -> {
              NoClassDefFoundError missing = new NoClassDefFoundError("MsalRuntimeInterop");
              missing.initCause(new ClassNotFoundException("MsalRuntimeInterop"));
              throw missing;
            });
    assertThatThrownBy(() -> provider.open(BrokerSettings.of(WINDOWS, time)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("com.microsoft.azure:javamsalruntime");
  }

  @Test
  void wishIsToldInTheRuntimesTerms() {
    silently(
        request()
            .account(ACCOUNT)
            .claims("{}")
            .authorityValidated(false)
            .parameters(Map.of("max_age", "5"))
            .build());

    assertThat(calls()).containsExactly("person", "acquireSilently");
    assertThat(runtime.asked()).allMatch(it -> it.correlationId().equals(ID.toString()));
    assertThat(runtime.asked().get(0).whom()).isEqualTo(Dialects.UID);
    assertThat(runtime.last().wish())
        .isEqualTo(
            new Wish(
                "app",
                "https://login.microsoftonline.com/common",
                "Mail.Read User.Read",
                REDIRECT.toString(),
                "{}",
                null,
                Map.of("max_age", "5", "validateAuthority", "no")));
  }

  @Test
  void accountIsAskedForByTheIdThatTheRuntimeGaveIt() {
    assertThat(silently(request().account(ACCOUNT.localAccountId("guest-7")).build()))
        .isInstanceOfSatisfying(
            BrokerRefusal.class,
            it -> assertThat(it.status()).isEqualTo(BrokerStatus.ACCOUNT_UNUSABLE));
    assertThat(calls()).containsExactly("person");
    assertThat(runtime.last().whom()).isEqualTo("guest-7");
  }

  @Test
  void whoIsToldNobodyServesTheDefaultAccount() {
    silently(request().build());
    assertThat(calls()).containsExactly("signInSilently");
  }

  @Test
  void answerIsAToken() {
    assertThat(silently(request().account(ACCOUNT).build()))
        .isInstanceOfSatisfying(
            BrokerToken.class,
            it -> {
              assertThat(it.accessToken().reveal()).isEqualTo("at-1");
              assertThat(it.type()).isEqualTo(TokenType.BEARER);
              assertThat(it.idToken()).contains(Secret.of("a.b.c"));
              assertThat(it.clientInfo()).contains(Dialects.clientInfo());
              assertThat(it.grantedScopes()).isEqualTo(Scopes.of("User.Read", "Mail.Read"));
              // As long as the client calls a token fresh: the next call asks the broker again.
              assertThat(it.expiresAt()).isEqualTo(time.instant().plus(Duration.ofMinutes(5)));
              assertThat(it.account()).contains(ACCOUNT);
              assertThat(it.account().orElseThrow().localAccountId()).contains(Dialects.UID);
            });
  }

  @ParameterizedTest
  @CsvSource({"'',''", "'%%%',x", "e30,x", "bm8,x"})
  void answerWithoutAReadablePersonIsATokenAllTheSame(String clientInfo, String accountId) {
    runtime.answers(new Done<>(new Tokens(Secret.of("at-1"), null, accountId, clientInfo, false)));
    assertThat(silently(request().build()))
        .isInstanceOfSatisfying(BrokerToken.class, it -> assertThat(it.account()).isEmpty());
  }

  @Test
  void requestIsSignedByTheRuntime() {
    ProofOfPossession proof =
        new ProofOfPossession("GET", URI.create("https://api.contoso.example/orders"), "nonce");
    runtime.answers(new Done<>(new Tokens(Secret.of("signed"), null, "", "", true)));
    assertThat(silently(request().account(ACCOUNT).proof(proof).build()))
        .isInstanceOfSatisfying(
            BrokerToken.class, it -> assertThat(it.type()).isEqualTo(TokenType.POP));
    assertThat(runtime.last().wish().proof()).isEqualTo(proof);
  }

  @Test
  void tokenThatWasToBeReplacedIsNotTaken() {
    BrokerRequest forced = request().account(ACCOUNT).accessTokenToRenew(Secret.of("at-1")).build();
    assertThatThrownBy(() -> silently(forced))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("replaced");
    runtime.answers(new Done<>(RecordedRuntime.tokens("at-2")));
    assertThat(silently(forced)).isInstanceOf(BrokerToken.class);
  }

  @Test
  void windowIsTheApplicationsOrTheConsoles() {
    interactively(request().loginHint(NAME).build(), ParentWindow.of(0x4711));
    assertThat(runtime.last().call()).isEqualTo("signInInteractively");
    assertThat(runtime.last().window()).isEqualTo(0x4711);
    assertThat(runtime.last().whom()).isEqualTo(NAME);

    interactively(request().account(ACCOUNT).build(), ParentWindow.console());
    assertThat(runtime.last().call()).isEqualTo("acquireInteractively");
    assertThat(runtime.last().window()).isEqualTo(MsalRuntime.CONSOLE);

    interactively(
        request().account(ACCOUNT.localAccountId("guest-7")).build(), ParentWindow.console());
    assertThat(runtime.last().call()).isEqualTo("signInInteractively");
  }

  @Test
  @Tag("S-103")
  void passwordsAreTaken() {
    BrokerAnswer answer =
        broker
            .passwordSignIn()
            .orElseThrow()
            .acquire(
                request().loginHint(NAME).build(), Secret.of("word"), soon(), Cancellation.none());
    assertThat(answer).isInstanceOf(BrokerToken.class);
    assertThat(runtime.last().whom()).isEqualTo(NAME + " word");
  }

  @ParameterizedTest
  @CsvSource({
    "UNEXPECTED,UNEXPECTED",
    "INTERACTIONREQUIRED,INTERACTION_REQUIRED",
    "NONETWORK,NO_NETWORK",
    "NETWORKTEMPORARILYUNAVAILABLE,NETWORK_UNAVAILABLE",
    "SERVERTEMPORARILYUNAVAILABLE,SERVER_UNAVAILABLE",
    "APICONTRACTVIOLATION,API_CONTRACT_VIOLATION",
    "USERCANCELED,USER_CANCELLED",
    "APPLICATIONCANCELED,APPLICATION_CANCELLED",
    "INCORRECTCONFIGURATION,INCORRECT_CONFIGURATION",
    "INSUFFICIENTBUFFER,UNEXPECTED",
    "AUTHORITYUNTRUSTED,AUTHORITY_UNTRUSTED",
    "USERSWITCH,USER_SWITCHED",
    "ACCOUNTUNUSABLE,ACCOUNT_UNUSABLE",
    "USERDATAREMOVALREQUIRED,USER_DATA_REMOVAL_REQUIRED",
    "KEYNOTFOUND,UNEXPECTED",
    "ACCOUNTNOTFOUND,ACCOUNT_UNUSABLE"
  })
  void statusesAreReadFromTheBindingsWords(String status, BrokerStatus expected) {
    String context = "AADSTS1: | Response status: MSALRUNTIME_RESPONSE_STATUS_X | Tag: 1\nmore";
    runtime.answers(new Failed<>(RecordedRuntime.refusal(status, context)));
    assertThat(silently(request().build()))
        .isInstanceOfSatisfying(
            BrokerRefusal.class,
            it -> {
              assertThat(it.status()).isEqualTo(expected);
              assertThat(it.context()).isEqualTo(context);
              assertThat(it.tag()).contains(557973642L);
              assertThat(it.code()).contains(-895573990L);
            });
  }

  @Test
  void wordsThatAreNoRefusalAreAFailureAndNotInItsMessage() {
    runtime.answers(new Failed<>("Window handle not provided, said mira"));
    assertThatThrownBy(() -> silently(request().build()))
        .isInstanceOfSatisfying(
            BrokerException.class,
            it -> {
              assertThat(it).hasMessageNotContaining("mira");
              assertThat(it.error().orElseThrow().description())
                  .contains("Window handle not provided, said mira");
            });
  }

  @Test
  void abandonedCallIsWithdrawn() {
    runtime.answers(CompletableFuture::new);
    assertThatThrownBy(
            () ->
                broker.acquireInteractively(
                    request().build(),
                    ParentWindow.console(),
                    Deadline.after(Duration.ofMillis(20), TimeSource.system()),
                    Cancellation.none()))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("within");
    assertThat(runtime.withdrawn()).isEqualTo(1);
  }

  @Test
  void personIsSignedOut() {
    broker.removeAccount(CALL, ACCOUNT, soon(), Cancellation.none());
    assertThat(calls()).containsExactly("person", "signOut");
    assertThat(runtime.last().whom()).isEqualTo("app");

    runtime.answersSignOut(new Failed<>(RecordedRuntime.refusal("NONETWORK", "no line")));
    assertThatThrownBy(() -> broker.removeAccount(CALL, ACCOUNT, soon(), Cancellation.none()))
        .isInstanceOfSatisfying(
            BrokerException.class,
            it -> assertThat(it.error().orElseThrow().description()).contains("no line"));
  }
}
