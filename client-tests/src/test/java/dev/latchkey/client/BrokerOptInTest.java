package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerPlatform;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.RecordingBroker;
import dev.latchkey.spi.tck.RecordingBroker.Kind;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a broker is asked, and when people sign in without. */
@Timeout(60)
class BrokerOptInTest {

  private static final InteractiveRequest REQUEST =
      InteractiveRequest.of(List.of("User.Read"))
          .parentWindow(PublicClient.CONSOLE_WINDOW_HANDLE)
          .browser(
              url -> {
                throw new BrowserOpened();
              });

  private final RecordingBroker broker =
      new RecordingBroker().then(Kind.SILENT, Device.mira("at-broker"));
  private final ManualTimeSource time = new ManualTimeSource();

  /** What happens instead of a browser. */
  private static final class BrowserOpened extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static ScriptedAuthority wire(String issuer) {
    return new ScriptedAuthority()
        .metadata(
            """
            {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize",
             "token_endpoint": "%1$s/token"}\
            """
                .formatted(issuer));
  }

  private static ScriptedAuthority wire() {
    return wire(ScriptedAuthority.BASE + "/v2.0");
  }

  private PublicClient.Builder client() {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(Authority.parse(ScriptedAuthority.BASE))
        .http(wire())
        .timeSource(time)
        .broker(broker);
  }

  private void assertBrowser(PublicClient client) {
    assertThatThrownBy(() -> client.acquireInteractively(REQUEST))
        .isInstanceOf(BrowserOpened.class);
  }

  private static void assertBroker(PublicClient client) {
    assertThat(client.acquireInteractively(REQUEST).source()).isEqualTo(TokenSource.BROKER);
  }

  @Test
  @Tag("S-100")
  void withoutOptInNoBrokerIsAsked() {
    try (PublicClient client = client().environment(Device.linux()).build()) {
      assertBrowser(client);
      assertThat(client.isPopSupported()).isFalse();
      assertThat(client.brokerAccounts()).isEmpty();
    }
    assertThat(broker.calls()).isEmpty();
  }

  @ParameterizedTest
  @Tag("S-100")
  @Tag("S-101")
  @Tag("S-104")
  @Tag("S-108")
  @Tag("S-109")
  @Tag("S-110")
  @CsvSource({
    "Windows 11, 10.0, WINDOWS, true",
    "Windows 10, 10.0, WINDOWS, true",
    "Windows Server 2025, 10.0, WINDOWS, true",
    "Windows 8.1, 6.3, WINDOWS, false",
    "Windows 7, 6.1, WINDOWS, false",
    "Linux, 6.1, WINDOWS, false",
    "Mac OS X, 15.1, WINDOWS, false",
    "Mac OS X, 15.1, MAC, true",
    "Windows 11, 10.0, MAC, false",
    "Linux, 6.1, LINUX, true",
    "Linux, 6.1, WSL, false",
    "FreeBSD, 14.1, LINUX, false"
  })
  void optInCountsOnItsOwnPlatformAlone(
      String system, String version, BrokerPlatform platform, boolean isAsked) {
    try (PublicClient client =
        client().environment(Device.on(system, version)).brokerOn(platform).build()) {
      assertThat(client.isPopSupported()).isEqualTo(isAsked);
      if (isAsked) {
        assertBroker(client);
      } else {
        assertBrowser(client);
        assertThat(broker.calls()).isEmpty();
      }
    }
  }

  @Test
  @Tag("S-110")
  void amongSeveralPlatformsTheOneOfTheMachineCounts() {
    PublicClient.Builder both = client().brokerOn(BrokerPlatform.WINDOWS, BrokerPlatform.MAC);
    try (PublicClient windows = both.environment(Device.on("Windows 11", "10.0")).build()) {
      assertBroker(windows);
    }
    try (PublicClient mac = both.environment(Device.on("Mac OS X", "15.1")).build()) {
      assertBroker(mac);
    }
    try (PublicClient linux = both.environment(Device.linux()).build()) {
      assertBrowser(linux);
    }
  }

  @ParameterizedTest
  @Tag("S-112")
  @Tag("S-111")
  @CsvSource({
    "Windows 11, 10.0, ms-appx-web://Microsoft.AAD.BrokerPlugin/" + House.CLIENT_ID,
    "Mac OS X, 15.1, msauth.com.msauth.unsignedapp://auth",
    "Linux, 6.1, https://login.microsoftonline.com/common/oauth2/nativeclient"
  })
  void eachPlatformHasItsRedirectUri(String system, String version, URI redirectUri) {
    try (PublicClient client =
        client()
            .environment(Device.on(system, version))
            .brokerOn(BrokerPlatform.values())
            .build()) {
      assertBroker(client);
    }
    assertThat(broker.calls(Kind.SILENT).get(0).wish().call().redirectUri()).isEqualTo(redirectUri);
  }

  @Test
  void linuxInsideWindowsIsAPlatformOfItsOwn() {
    try (PublicClient client =
        client()
            .environment(Device.linux().withVariable("WSL_DISTRO_NAME", "Debian"))
            .brokerOn(BrokerPlatform.WSL)
            .build()) {
      assertBroker(client);
    }
    assertThat(broker.calls(Kind.SILENT).get(0).wish().call().redirectUri().toString())
        .isEqualTo("ms-appx-web://Microsoft.AAD.BrokerPlugin/" + House.CLIENT_ID);
  }

  @ParameterizedTest
  @Tag("S-056")
  @Tag("S-103")
  @Tag("S-115")
  @ValueSource(
      strings = {
        "https://adfs.contoso.example/adfs",
        "https://contoso.b2clogin.com/contoso.onmicrosoft.com/B2C_1_in",
        "https://login.contoso.example/contoso.onmicrosoft.com/B2C_1_in",
        "https://contoso.ciamlogin.com",
        "oidc:https://id.contoso.example/realm"
      })
  void authoritiesThatAreNoneOfABrokersPassItBy(String url) {
    String issuer = url.replace("oidc:", "");
    Authority authority =
        url.startsWith("oidc:")
            ? Authority.oidc(URI.create(url.substring("oidc:".length())))
            : Authority.parse(url);
    try (PublicClient client =
        client()
            .authority(authority)
            .http(wire(issuer))
            .environment(Device.linux())
            .brokerOn(BrokerPlatform.LINUX)
            .build()) {
      assertBrowser(client);
      assertThat(client.isPopSupported()).isFalse();
      assertThat(client.brokerAccounts()).isEmpty();
    }
    assertThat(broker.calls()).isEmpty();
  }

  @Test
  @Tag("S-101")
  @Tag("S-113")
  @Tag("S-116")
  void missingAdapterEndsTheConstructionAndIsNamed() {
    PublicClient.Builder bare =
        PublicClient.builder(House.CLIENT_ID)
            .http(wire())
            .environment(Device.linux())
            .brokerOn(BrokerPlatform.LINUX);
    assertThatThrownBy(bare::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("latchkey-adapters-broker")
        .hasMessageContaining("0.1");
    bare.environment(Device.on("Windows 11", "10.0")).build().close();
  }

  @Test
  @Tag("S-116")
  void adapterThatKnowsAnotherPlatformOnlyIsNamedWithThisOne() {
    PublicClient.Builder bare =
        PublicClient.builder(House.CLIENT_ID)
            .http(wire())
            .environment(Device.on("Mac OS X", "15.1"))
            .classLoader(Device.with(Device.BrokenProvider.class))
            .brokerOn(BrokerPlatform.MAC);
    assertThatThrownBy(bare::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "no identity broker adapter is available on the current platform, mac")
        .hasMessageContaining("broken");
  }

  @Test
  void amongSeveralAdaptersOneHasToBeNamed() {
    Device.FoundProvider.OPENS.set(broker);
    PublicClient.Builder several =
        client()
            .http(wire())
            .environment(Device.linux())
            .classLoader(Device.with(Device.BrokenProvider.class, Device.FoundProvider.class))
            .brokerOn(BrokerPlatform.LINUX);
    try (PublicClient own = several.build()) {
      assertBroker(own);
    }
    PublicClient.Builder found =
        PublicClient.builder(House.CLIENT_ID)
            .http(wire())
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .timeSource(time)
            .environment(Device.linux())
            .classLoader(Device.with(Device.BrokenProvider.class, Device.FoundProvider.class))
            .brokerOn(BrokerPlatform.LINUX);
    assertThatThrownBy(found::build)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("broken, found");
    try (PublicClient named = found.brokerProvider("found").build()) {
      assertBroker(named);
    }
    assertThat(broker.isClosed()).isTrue();
  }

  @Test
  @Tag("S-118")
  void adapterThatCannotBeBroughtUpIsLeftOutQuietly() {
    try (CapturedLog log = new CapturedLog();
        PublicClient client =
            PublicClient.builder(House.CLIENT_ID)
                .authority(Authority.parse(ScriptedAuthority.BASE))
                .http(wire())
                .environment(Device.linux())
                .classLoader(Device.with(Device.BrokenProvider.class))
                .brokerOn(BrokerPlatform.LINUX)
                .build()) {
      assertBrowser(client);
      assertThat(client.isPopSupported()).isFalse();
      assertThat(log.text())
          .contains("broker adapter broken cannot be brought up", "no such library here");
    }
  }

  // M-08
  @Test
  @Tag("S-118")
  @Tag("S-100")
  void brokerThatIsNotThereIsLeftOutAndAskedAgainAfterAMinute() {
    broker.availability(BrokerAvailability.absent("nobody owns the name"));
    try (CapturedLog log = new CapturedLog();
        PublicClient client =
            client().environment(Device.linux()).brokerOn(BrokerPlatform.LINUX).build()) {
      assertBrowser(client);
      assertBrowser(client);
      assertThat(broker.calls(Kind.AVAILABILITY)).hasSize(1);
      assertThat(log.text()).contains("nobody owns the name");

      broker.availability(BrokerAvailability.present("3.0.1"));
      time.advance(Duration.ofSeconds(61));
      assertBroker(client);
      broker.availability(BrokerAvailability.absent("gone"));
      time.advance(Duration.ofHours(2));
      broker.failing(new BrokerException("the broker went away"));
      assertThatThrownBy(() -> client.acquireInteractively(REQUEST))
          .as("what was there once is not passed over")
          .isInstanceOf(BrokerException.class);
    }
  }

  @Test
  @Tag("S-104")
  void formerNameOfTheOptionIsDeprecatedAndMeansWindows() throws NoSuchMethodException {
    Method option = ClientBuilder.class.getMethod("allowBroker", boolean.class);
    assertThat(option.getAnnotation(Deprecated.class)).isNotNull();

    try (PublicClient windows = allowed(client().environment(Device.on("Windows 11", "10.0")))) {
      assertBroker(windows);
    }
    try (PublicClient linux = allowed(client().environment(Device.linux()))) {
      assertBrowser(linux);
    }
  }

  @SuppressWarnings("deprecation")
  private static PublicClient allowed(PublicClient.Builder builder) {
    return builder.allowBroker(true).build();
  }

  @Test
  @Tag("S-105")
  @SuppressWarnings("deprecation")
  void clientWithACredentialAsksNoBroker() {
    ConfidentialClient.Builder builder =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .http(wire())
            .environment(Device.on("Windows 11", "10.0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.allowBroker(true).build())
        .withMessageContaining("confidential client cannot ask a broker");
    try (ConfidentialClient client = builder.allowBroker(false).build()) {
      assertThat(client.isPopSupported()).isFalse();
    }
  }

  @Test
  @Tag("S-226")
  void consolePlaceholderIsOneOpaqueObject() {
    assertThat(PublicClient.CONSOLE_WINDOW_HANDLE)
        .isSameAs(PublicClient.CONSOLE_WINDOW_HANDLE)
        .isSameAs(ParentWindow.console())
        .isNotEqualTo(ParentWindow.of(0));
  }

  @Test
  @Tag("S-121")
  void brokerIsToldWhetherPersonalDataMayBeLogged() {
    Device.FoundProvider.OPENS.set(broker);
    PublicClient.Builder builder =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(wire())
            .timeSource(time)
            .appName("orders")
            .appVersion("2.1")
            .environment(Device.linux())
            .classLoader(Device.with(Device.FoundProvider.class))
            .brokerOn(BrokerPlatform.LINUX);
    try (CapturedLog log = new CapturedLog();
        PublicClient client = builder.build()) {
      TokenResult result = client.acquireInteractively(REQUEST);
      assertThat(log.text()).doesNotContain(Device.MIRA, result.accessToken().reveal());
    }
    assertThat(Device.FoundProvider.OPENED.get().personalDataLogged()).isFalse();
    assertThat(Device.FoundProvider.OPENED.get().applicationName()).isEqualTo("orders");

    builder.logPersonalData(true).build().close();
    assertThat(Device.FoundProvider.OPENED.get().personalDataLogged()).isTrue();
  }
}
