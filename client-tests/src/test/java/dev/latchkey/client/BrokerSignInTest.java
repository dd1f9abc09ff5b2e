package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.UiLaunch;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.RecordingBroker;
import dev.latchkey.spi.tck.RecordingBroker.Kind;
import dev.latchkey.spi.tck.RecordingEventSink;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** People sign in by the broker of their device. */
@Timeout(60)
class BrokerSignInTest {

  private static final List<String> SCOPES = List.of("User.Read");
  private static final String CLAIMS = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";
  private static final URI PAGE =
      URI.create(ScriptedAuthority.BASE + "/oauth2/v2.0/authorize?sso_nonce=n-1");

  private final ManualTimeSource time = new ManualTimeSource();
  private final RecordingBroker broker = new RecordingBroker();
  private final RecordingEventSink events = new RecordingEventSink();
  private final ScriptedAuthority wire = new ScriptedAuthority();
  private final List<UiLaunch.Kind> launches = new ArrayList<>();
  private final TokenCache cache = TokenCache.inMemory();
  private final PublicClient client = builder().build();
  private final InteractiveRequest request =
      InteractiveRequest.of(SCOPES)
          .parentWindow(PublicClient.CONSOLE_WINDOW_HANDLE)
          .onBeforeLaunchingUi(launch -> launches.add(launch.kind()))
          .browser(
              url -> {
                throw new AssertionError("a browser was opened");
              });

  private PublicClient.Builder builder() {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.parse(ScriptedAuthority.BASE))
        .http(wire)
        .timeSource(time)
        .eventSink(events)
        .tokenCache(cache)
        .environment(Device.linux())
        .broker(broker)
        .brokerOn(BrokerPlatform.LINUX);
  }

  @AfterEach
  void close() {
    client.close();
    assertThat(broker.isClosed()).as("the application's own is not closed").isFalse();
  }

  private BrokerRequest asked(Kind kind) {
    return broker.calls(kind).get(broker.calls(kind).size() - 1).wish();
  }

  private Account mira() {
    broker.then(Kind.SILENT, Device.mira("at-1"));
    return client.acquireInteractively(request).account().orElseThrow();
  }

  @Test
  @Tag("S-107")
  @Tag("S-227")
  void whoIsSignedInToTheDeviceSeesNothing() {
    broker.then(Kind.SILENT, Device.mira("at-1"));

    TokenResult result = client.acquireInteractively(request);

    assertThat(launches).isEmpty();
    assertThat(broker.calls(Kind.INTERACTIVE)).isEmpty();
    assertThat(result.accessToken().reveal()).isEqualTo("at-1");
    assertThat(result.source()).isEqualTo(TokenSource.BROKER);
    assertThat(result.account().orElseThrow().username()).isEqualTo(Device.MIRA);
    assertThat(result.idTokenClaims().orElseThrow().objectId()).contains(Device.UID);
    assertThat(result.expiresAt()).isEqualTo(ManualTimeSource.START.plus(Duration.ofHours(1)));
    assertThat(client.accounts()).containsExactly(result.account().orElseThrow());
    assertThat(wire.requests()).isEmpty();
    BrokerRequest asked = asked(Kind.SILENT);
    assertThat(asked.account()).isEmpty();
    assertThat(asked.authority()).isEqualTo(URI.create(ScriptedAuthority.BASE));
    assertThat(asked.scopes().values()).containsExactly("User.Read");
    assertThat(asked.call().clientId().value()).isEqualTo(House.CLIENT_ID);
    assertThat(asked.call().redirectUri()).isEqualTo(Device.nativeClient());
    assertThat(result.correlationId()).contains(asked.call().correlationId());
    TokenEvent event = events.await(1).get(0);
    assertThat(event.useCase()).isEqualTo("interactive");
    assertThat(event.source()).isEqualTo(TokenSource.BROKER);
  }

  @Test
  @Tag("S-103")
  @Tag("S-222")
  @Tag("S-224")
  @Tag("S-227")
  void whoIsNotIsShownTheBrokersOwnWindowAboveTheApplications() {
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));
    ParentWindow window = ParentWindow.of(0x1234);

    TokenResult result = client.acquireInteractively(request.parentWindow(window));

    assertThat(launches).containsExactly(UiLaunch.Kind.BROKER);
    assertThat(broker.calls(Kind.INTERACTIVE))
        .singleElement()
        .satisfies(it -> assertThat(it.parent()).isEqualTo(window));
    assertThat(result.accessToken().reveal()).isEqualTo("at-2");
    assertThat(asked(Kind.INTERACTIVE).call().correlationId())
        .as("one operation, one id")
        .isEqualTo(asked(Kind.SILENT).call().correlationId());
  }

  @Test
  @Tag("S-225")
  void consoleIsToldToTheBroker() {
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));
    client.acquireInteractively(request);
    assertThat(broker.calls(Kind.INTERACTIVE).get(0).parent())
        .isSameAs(PublicClient.CONSOLE_WINDOW_HANDLE);
  }

  @Test
  @Tag("S-223")
  void withoutAWindowNothingIsAskedOrShown() {
    InteractiveRequest lost =
        InteractiveRequest.of(SCOPES).onBeforeLaunchingUi(launch -> launches.add(launch.kind()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.acquireInteractively(lost))
        .withMessageContaining("CONSOLE_WINDOW_HANDLE");
    assertThat(launches).isEmpty();
    assertThat(broker.calls(Kind.SILENT)).isEmpty();
    assertThat(broker.calls(Kind.INTERACTIVE)).isEmpty();
  }

  @Test
  @Tag("W-34")
  void everyOptionReachesTheBroker() {
    CorrelationId id = new CorrelationId(new UUID(3, 4));
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));
    try (PublicClient capable =
        builder().clientCapabilities("CP1").instanceDiscovery(false).build()) {
      capable.acquireInteractively(
          request
              .tenant("common")
              .prompt(Prompt.LOGIN)
              .loginHint(Device.MIRA)
              .claims(CLAIMS)
              .maxAge(Duration.ofMinutes(10))
              .extraQueryParameters(Map.of("dc", "test"))
              .extraParameters(Map.of("slice", "one"))
              .correlationId(id));
    }
    BrokerRequest asked = asked(Kind.INTERACTIVE);
    assertThat(asked.authority()).isEqualTo(URI.create("https://login.microsoftonline.com/common"));
    assertThat(asked.prompt()).contains("login");
    assertThat(asked.loginHint()).contains(Device.MIRA);
    assertThat(asked.claims().orElseThrow()).contains("\"nbf\"", "\"xms_cc\"", "CP1");
    assertThat(asked.parameters())
        .containsOnly(
            Map.entry("dc", "test"), Map.entry("slice", "one"), Map.entry("max_age", "600"));
    assertThat(asked.authorityValidated()).isFalse();
    assertThat(asked.call().correlationId()).isEqualTo(id);
    assertThat(broker.calls(Kind.SILENT)).as("what the device has may be too old").isEmpty();
  }

  @Test
  void signInThatIsOlderThanAskedIsRefused() {
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));
    time.advance(Duration.ofMinutes(30));
    assertThatThrownBy(() -> client.acquireInteractively(request.maxAge(Duration.ofMinutes(10))))
        .isInstanceOf(IdTokenException.class);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void personWhoChoosesIsNotHelpedByAHint() {
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));
    try (CapturedLog log = new CapturedLog()) {
      client.acquireInteractively(
          request
              .prompt(Prompt.SELECT_ACCOUNT)
              .loginHint(Device.MIRA)
              .domainHint("contoso.example")
              .extraScopesToConsent(List.of("https://other.example/Read")));
      assertThat(log.text())
          .contains("login hint has no effect", "extra scopes to consent have no effect")
          .contains("domain hint has no effect")
          .doesNotContain(Device.MIRA);
    }
    assertThat(broker.calls(Kind.SILENT)).isEmpty();
    assertThat(asked(Kind.INTERACTIVE).loginHint()).isEmpty();
    assertThat(asked(Kind.INTERACTIVE).prompt()).contains("select_account");
  }

  @Test
  void hintFindsTheOneAccountOfThatName() {
    mira();
    broker.then(Kind.SILENT, Device.mira("at-2"));

    TokenResult result = client.acquireInteractively(request.loginHint("MIRA@contoso.example"));

    assertThat(result.accessToken().reveal()).isEqualTo("at-2");
    assertThat(asked(Kind.SILENT).account().orElseThrow().localAccountId()).contains(Device.UID);
    assertThat(launches).isEmpty();
  }

  @Test
  void defaultAccountOfAnotherPersonIsNotTaken() {
    broker.then(Kind.SILENT, Device.token("at-noor", "noor", "noor@contoso.example").build());
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));

    assertThat(client.acquireInteractively(request.loginHint(Device.MIRA)).accessToken().reveal())
        .isEqualTo("at-2");
    assertThat(client.accounts()).hasSize(1);
    assertThatThrownBy(
            () ->
                client.acquireInteractively(
                    request.prompt(Prompt.NONE).loginHint("ada@contoso.example")))
        .isInstanceOf(InteractionRequiredException.class)
        .hasMessageContaining("default account");
    assertThat(client.acquireInteractively(request.loginHint("NOOR@contoso.example")).accessToken())
        .satisfies(it -> assertThat(it.reveal()).isEqualTo("at-noor"));
  }

  @Test
  void promptNoneShowsNothing() {
    assertThatThrownBy(() -> client.acquireInteractively(request.prompt(Prompt.NONE)))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.REFUSED));
    assertThat(broker.calls(Kind.INTERACTIVE)).isEmpty();
    assertThat(launches).isEmpty();
  }

  @Test
  @Tag("S-120")
  void refusalIsToldAndNoBrowserTakesThePlace() {
    broker.then(
        Kind.INTERACTIVE,
        BrokerRefusal.of(BrokerStatus.USER_CANCELLED, "the window was closed").code(42).tag(7));

    assertThatThrownBy(() -> client.acquireInteractively(request))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("status user_cancelled, code 42, tag 7")
        .hasMessageNotContaining("the window was closed")
        .satisfies(
            e -> {
              OAuthError error = ((BrokerException) e).error().orElseThrow();
              assertThat(error.code().value()).isEqualTo("broker_error");
              assertThat(error.suberror()).contains("user_cancelled");
              assertThat(error.description()).contains("the window was closed");
            });
    assertThat(launches).containsExactly(UiLaunch.Kind.BROKER);
    assertThat(client.accounts()).isEmpty();
  }

  @ParameterizedTest
  @Tag("S-120")
  @EnumSource(BrokerStatus.class)
  void everyRefusalOfTheFirstAttemptButTwoIsTheAnswer(BrokerStatus status) {
    broker.then(Kind.SILENT, BrokerRefusal.of(status, "why"));
    broker.then(Kind.INTERACTIVE, Device.mira("at-2"));
    boolean aWindowHelps =
        status == BrokerStatus.INTERACTION_REQUIRED || status == BrokerStatus.ACCOUNT_UNUSABLE;
    if (aWindowHelps) {
      assertThat(client.acquireInteractively(request).accessToken().reveal()).isEqualTo("at-2");
    } else {
      assertThatThrownBy(() -> client.acquireInteractively(request))
          .isInstanceOfSatisfying(
              BrokerException.class,
              e ->
                  assertThat(e.isTransient())
                      .isEqualTo(
                          status == BrokerStatus.NO_NETWORK
                              || status == BrokerStatus.NETWORK_UNAVAILABLE
                              || status == BrokerStatus.SERVER_UNAVAILABLE));
    }
  }

  @ParameterizedTest
  @Tag("S-102")
  @ValueSource(strings = {"AADSTS50011: mismatch", "ApiError AADSTS7000218 assertion"})
  void redirectUriThatIsNotRegisteredIsNamed(String context) {
    broker.then(Kind.INTERACTIVE, BrokerRefusal.of(BrokerStatus.INCORRECT_CONFIGURATION, context));
    assertThatThrownBy(() -> client.acquireInteractively(request))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(Device.nativeClient().toString())
        .hasMessageContaining("http://localhost");
    try (PublicClient windows =
        builder()
            .environment(Device.on("Windows 11", "10.0"))
            .brokerOn(BrokerPlatform.WINDOWS)
            .build()) {
      assertThatThrownBy(() -> windows.acquireInteractively(request))
          .hasMessageContaining("ms-appx-web://Microsoft.AAD.BrokerPlugin/" + House.CLIENT_ID);
    }
  }

  @Test
  void cancelledSignInAsksNobody() {
    Cancellation given = Cancellation.create();
    given.cancel();
    assertThatThrownBy(() -> client.acquireInteractively(request, given))
        .isInstanceOf(CancelledException.class);
    assertThat(broker.calls()).isEmpty();
  }

  // Silent calls

  @Test
  @Tag("S-103")
  void silentCallIsServedFromTheCacheAndThenByTheBroker() {
    Account account = mira();
    broker.then(Kind.SILENT, Device.token("at-3", Device.UID, Device.MIRA).build());
    SilentRequest silent = SilentRequest.of(SCOPES, account);
    int before = broker.calls().size();

    assertThat(client.acquireSilently(silent).accessToken().reveal()).isEqualTo("at-1");
    assertThat(broker.calls()).hasSize(before);

    TokenResult forced = client.acquireSilently(silent.forceRefresh(true));
    assertThat(forced.accessToken().reveal()).isEqualTo("at-3");
    assertThat(forced.source()).isEqualTo(TokenSource.BROKER);
    assertThat(forced.refreshReason()).isEqualTo(RefreshReason.FORCED);
    BrokerRequest asked = asked(Kind.SILENT);
    assertThat(asked.account().orElseThrow().homeAccountId()).isEqualTo(account.homeAccountId());
    assertThat(asked.accessTokenToRenew().orElseThrow().reveal()).isEqualTo("at-1");
    assertThat(client.acquireSilently(silent).accessToken().reveal()).isEqualTo("at-3");
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  @Tag("W-34")
  void challengeReachesTheBroker() {
    Account account = mira();
    client.acquireSilently(SilentRequest.of(SCOPES, account).claims(CLAIMS));
    assertThat(asked(Kind.SILENT).claims()).contains(CLAIMS);
  }

  @Test
  @Tag("S-120")
  void refusalToAPersonOfTheBrokersIsTheAnswer() {
    Account account = mira();
    SilentRequest silent = SilentRequest.of(SCOPES, account).forceRefresh(true);

    broker.then(Kind.SILENT, BrokerRefusal.of(BrokerStatus.INTERACTION_REQUIRED, "policy"));
    broker.then(Kind.SILENT, BrokerRefusal.of(BrokerStatus.UNEXPECTED, "broke"));
    assertThat(client.findSilently(silent)).isEmpty();
    assertThatThrownBy(() -> client.acquireSilently(silent)).isInstanceOf(BrokerException.class);
    broker.failing(new BrokerException("it went away"));
    assertThatThrownBy(() -> client.acquireSilently(silent)).hasMessage("it went away");
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void personWhoSignedInElsewhereIsNoneOfTheBrokersBusiness() {
    wire.then(200, ScriptedAuthority.tokens("mira", "at-net", ",\"refresh_token\":\"rt\""));
    Account account = passwordAccount();
    int before = broker.calls().size();

    client.acquireSilently(SilentRequest.of(SCOPES, account).forceRefresh(true));
    client.removeAccount(account);

    assertThat(broker.calls()).hasSize(before);
    assertThat(client.accounts()).isEmpty();
  }

  private Account passwordAccount() {
    broker.takesPasswords(false);
    return client
        .acquireByPassword(PasswordRequest.of(SCOPES, "mira", "secret".toCharArray()))
        .account()
        .orElseThrow();
  }

  @Test
  void personOfUnknownOriginIsAskedAboutAndRefreshedOtherwise() {
    wire.then(200, ScriptedAuthority.tokens(Device.UID, "at-net", ",\"refresh_token\":\"rt\""));
    Account account =
        client
            .importRefreshToken(RefreshTokenRequest.of(SCOPES, Secret.of("brought")))
            .account()
            .orElseThrow();
    SilentRequest silent = SilentRequest.of(SCOPES, account).forceRefresh(true);

    assertThat(client.acquireSilently(silent).accessToken().reveal()).isEqualTo("at-net");
    assertThat(broker.calls(Kind.SILENT)).hasSize(1);
    broker.failing(new BrokerException("broke"));
    assertThat(client.acquireSilently(silent).accessToken().reveal()).isEqualTo("at-net");
    broker.failing(null).then(Kind.SILENT, Device.mira("at-broker"));
    assertThat(client.acquireSilently(silent).accessToken().reveal()).isEqualTo("at-broker");
    assertThat(sources()).as("from now on it is the broker's").containsExactly("broker");
  }

  @Test
  void strangerWhomTheBrokerDoesNotKnowHasToSignIn() {
    Account stranger =
        Account.of(new HomeAccountId("u.t"), mira().environment(), "somebody@contoso.example");
    broker.then(Kind.SILENT, BrokerRefusal.of(BrokerStatus.ACCOUNT_UNUSABLE, "unknown"));

    assertThatThrownBy(() -> client.acquireSilently(SilentRequest.of(SCOPES, stranger)))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            it -> assertThat(it.reason()).isEqualTo(InteractionRequiredException.Reason.NO_TOKEN));
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void forcedRefreshOfWhatIsNotThereNamesNoToken() {
    Account account = mira();
    broker.then(Kind.SILENT, Device.mira("at-other"));
    client.acquireSilently(SilentRequest.of(List.of("Mail.Read"), account).forceRefresh(true));
    assertThat(asked(Kind.SILENT).accessTokenToRenew()).isEmpty();
  }

  @Test
  void whoHasSignedOutSignsNoRequests() {
    Account account = mira();
    client.removeAccount(account);
    int before = broker.calls().size();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> client.acquireSilently(SilentRequest.of(SCOPES, account).authScheme(SCHEME)))
        .withMessageContaining("no broker takes part");
    assertThat(broker.calls()).hasSize(before);
  }

  private List<String> sources() {
    return cache.find(CacheQuery.of(AccountRecord.class)).stream()
        .map(AccountRecord::source)
        .toList();
  }

  @Test
  void tokensOfAnotherPersonAreNotKept() {
    Account account = mira();
    broker.then(Kind.SILENT, Device.token("at-x", "noor", "noor@contoso.example").build());
    assertThatThrownBy(
            () -> client.acquireSilently(SilentRequest.of(SCOPES, account).forceRefresh(true)))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("another person");
    assertThat(client.accounts()).containsExactly(account);
  }

  // Accounts

  @Test
  void peopleOfTheDeviceAreListedAndServed() {
    broker
        .knows(
            Device.account(Device.UID, Device.MIRA), Device.account("noor", "noor@contoso.example"))
        .then(Kind.SILENT, Device.mira("at-1"));

    List<Account> people = client.brokerAccounts();

    assertThat(people)
        .extracting(Account::username)
        .containsExactly(Device.MIRA, "noor@contoso.example");
    assertThat(client.accounts()).as("nobody has signed in to this application").isEmpty();
    TokenResult result = client.acquireSilently(SilentRequest.of(SCOPES, people.get(0)));
    assertThat(result.accessToken().reveal()).isEqualTo("at-1");
    assertThat(client.accounts()).containsExactly(people.get(0));
  }

  @Test
  void browserIsSignedInByTheBroker() {
    Account account = mira();

    List<SsoCookies.Cookie> cookies = client.ssoCookies(account, PAGE);

    assertThat(cookies)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo("x-ms-RefreshTokenCredential");
              assertThat(it.value().reveal()).isEqualTo("cookie-for-" + PAGE.getHost());
            });
    BrokerRequest asked = asked(Kind.COOKIES);
    assertThat(asked.account().orElseThrow().localAccountId()).contains(Device.UID);
    assertThat(asked.authority()).isEqualTo(URI.create(ScriptedAuthority.BASE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://login.contoso.example/authorize",
        "https://login.microsoftonline.us/common",
        "http://login.microsoftonline.com/common",
        "https:/common"
      })
  void cookieIsGivenForNoOtherPage(String page) {
    Account account = mira();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.ssoCookies(account, URI.create(page)))
        .withMessageContaining("page");
    assertThat(broker.calls(Kind.COOKIES)).isEmpty();
  }

  @Test
  void pageMayBeAtAnyHostOfTheCloud() {
    Account account = mira();
    assertThat(client.ssoCookies(account, URI.create("https://login.windows.net/common")))
        .hasSize(1);
  }

  @Test
  void whoHasSignedOutIsNotSignedInToBrowsers() {
    Account account = mira();
    client.removeAccount(account);
    assertThat(client.ssoCookies(account, PAGE)).isEmpty();
    assertThat(broker.calls(Kind.COOKIES)).isEmpty();
  }

  @Test
  void brokerThatFailsOverCookiesIsTold() {
    Account account = mira();
    broker.failing(new BrokerException("it went away"));
    assertThatThrownBy(() -> client.ssoCookies(account, PAGE)).isInstanceOf(BrokerException.class);
  }

  @Test
  void withoutABrokerThereAreNoCookies() {
    broker.availability(BrokerAvailability.absent("not installed"));
    BrokerAccount known = Device.account(Device.UID, Device.MIRA);
    Account account = Account.of(known.homeAccountId(), known.environment(), Device.MIRA);
    assertThat(client.ssoCookies(account, PAGE)).isEmpty();
  }

  @Test
  void signOutIsToldToTheBrokerFirstAndHolds() {
    Account account = mira();

    client.removeAccount(account);

    assertThat(broker.calls(Kind.SIGN_OUT))
        .singleElement()
        .satisfies(it -> assertThat(it.account().localAccountId()).contains(Device.UID));
    assertThat(client.accounts()).isEmpty();
    assertThat(client.findSilently(SilentRequest.of(SCOPES, account)))
        .as("although the broker still knows the person")
        .isEmpty();

    client.acquireInteractively(request);
    assertThat(
            client.acquireSilently(SilentRequest.of(SCOPES, account).forceRefresh(true)).source())
        .isEqualTo(TokenSource.BROKER);
  }

  @Test
  void brokerThatCannotSignOutIsNoReasonToRemember() {
    Account account = mira();
    broker.failing(new BrokerException("not implemented"));
    try (CapturedLog log = new CapturedLog()) {
      client.removeAccount(account);
      assertThat(log.text()).contains("did not sign the person out", "not implemented");
    }
    assertThat(client.accounts()).isEmpty();
  }

  // Passwords

  @Test
  @Tag("S-103")
  @Tag("W-34")
  void passwordReachesABrokerThatTakesAny() {
    broker.then(Kind.PASSWORD, Device.mira("at-4"));

    TokenResult result =
        client.acquireByPassword(
            PasswordRequest.of(SCOPES, Device.MIRA, "pass&word".toCharArray()).claims(CLAIMS));

    assertThat(result.source()).isEqualTo(TokenSource.BROKER);
    assertThat(broker.calls(Kind.PASSWORD).get(0).password().reveal()).isEqualTo("pass&word");
    assertThat(asked(Kind.PASSWORD).loginHint()).contains(Device.MIRA);
    assertThat(asked(Kind.PASSWORD).claims()).contains(CLAIMS);
    assertThat(wire.requests()).isEmpty();
    broker.then(Kind.PASSWORD, BrokerRefusal.of(BrokerStatus.UNEXPECTED, "no"));
    assertThatThrownBy(
            () ->
                client.acquireByPassword(
                    PasswordRequest.of(SCOPES, Device.MIRA, "p".toCharArray())))
        .as("what the broker says is final")
        .isInstanceOf(BrokerException.class);
    assertThat(wire.requests()).isEmpty();
  }

  @Test
  void passwordPassesOthersBy() {
    wire.then(200, ScriptedAuthority.tokens("mira", "at-net", ""));
    assertThat(passwordAccount().username()).isEqualTo("mira@contoso.example");
    assertThat(wire.forms("/token")).hasSize(1);
  }

  // Proof of possession

  private static final PopAuthScheme SCHEME =
      new PopAuthScheme(
          PopAuthScheme.HTTP_POST,
          URI.create("https://orders.contoso.example:8443/v1/orders?page=2"),
          "nonce/+=");

  private static void assertBound(BrokerRequest asked) {
    assertThat(asked.proof())
        .hasValueSatisfying(
            it -> {
              assertThat(it.method()).isEqualTo("POST");
              assertThat(it.uri()).isEqualTo(SCHEME.url());
              assertThat(it.nonce()).isEqualTo("nonce/+=");
            });
  }

  private static void assertSigned(TokenResult result, String token) {
    assertThat(result.tokenType()).isEqualTo(TokenType.POP);
    assertThat(result.accessToken().reveal()).isEqualTo(token);
    assertThat(result.authorizationHeader()).isEqualTo("pop " + token);
    assertThat(result.source()).isEqualTo(TokenSource.BROKER);
  }

  private static BrokerToken signed(String token) {
    return Device.token(token, Device.UID, Device.MIRA, TokenType.POP).build();
  }

  @Test
  @Tag("S-185")
  @Tag("S-208")
  @Tag("S-273")
  @Tag("S-281")
  @Tag("S-282")
  void signedRequestComesFromTheBrokerEachTime() {
    Account account = mira();
    broker.then(Kind.SILENT, signed("shr-1"));
    broker.then(Kind.SILENT, signed("shr-2"));
    broker.then(Kind.SILENT, Device.mira("at-plain"));
    SilentRequest silent = SilentRequest.of(SCOPES, account).authScheme(SCHEME);

    assertThat(client.isPopSupported()).isTrue();
    assertSigned(client.acquireSilently(silent), "shr-1");
    assertBound(asked(Kind.SILENT));
    assertSigned(client.findSilently(silent).orElseThrow(), "shr-2");
    assertThat(client.acquireSilently(SilentRequest.of(SCOPES, account)).tokenType())
        .as("a signed request is never handed out for another")
        .isEqualTo(TokenType.BEARER);
    assertThatThrownBy(() -> client.acquireSilently(silent))
        .as("a bearer token is no signed request")
        .isInstanceOf(BrokerException.class);
  }

  @Test
  @Tag("S-210")
  @Tag("S-273")
  void signedRequestComesWithASignIn() {
    broker.then(Kind.INTERACTIVE, signed("shr-3"));
    TokenResult result = client.acquireInteractively(request.authScheme(SCHEME));
    assertBound(asked(Kind.INTERACTIVE));
    assertSigned(result, "shr-3");
    assertThat(client.accounts()).hasSize(1);
    assertThat(result.idTokenClaims()).isPresent();
  }

  @Test
  @Tag("S-181")
  @Tag("S-273")
  void signedRequestComesForAPassword() {
    broker.then(Kind.PASSWORD, signed("shr-4"));
    TokenResult result =
        client.acquireByPassword(
            PasswordRequest.of(SCOPES, Device.MIRA, "p".toCharArray()).authScheme(SCHEME));
    assertBound(asked(Kind.PASSWORD));
    assertSigned(result, "shr-4");
  }

  @Test
  void tokenThatWasNotAskedForAsASignedRequestIsRefused() {
    broker.then(Kind.SILENT, signed("shr-5"));
    assertThatThrownBy(() -> client.acquireInteractively(request))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("pop");
    assertThat(client.accounts()).isEmpty();
  }
}
