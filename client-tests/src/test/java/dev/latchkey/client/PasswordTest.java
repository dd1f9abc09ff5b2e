package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Signing in with a name and a password that the application was told. */
class PasswordTest {

  private static final String NAME = "mira@contoso.example";
  private static final String PASSWORD = "pä&ss wörd=+日本%";
  private static final List<String> SCOPES = List.of("User.Read");

  private final ManualTimeSource time = new ManualTimeSource();
  private final ScriptedAuthority authority =
      new ScriptedAuthority()
          .then(200, ScriptedAuthority.tokens("mira", "AT-1", ",\"refresh_token\":\"RT-1\""));

  private PublicClient client(Authority of) {
    return PublicClient.builder(House.CLIENT_ID)
        .authority(of)
        .http(authority)
        .timeSource(time)
        .build();
  }

  private PublicClient client() {
    return client(Authority.parse(ScriptedAuthority.BASE));
  }

  @Test
  @Tag("S-176")
  @Tag("S-178")
  @Tag("S-179")
  @Tag("S-180")
  @Tag("S-182")
  @Tag("W-25")
  void nameAndPasswordAreSentAsTheyAre() {
    try (PublicClient client = client()) {
      TokenResult token =
          client.acquireByPassword(PasswordRequest.of(SCOPES, NAME, PASSWORD.toCharArray()));
      assertThat(token.accessToken()).isEqualTo(Secret.of("AT-1"));
      assertThat(
              client
                  .acquireSilently(SilentRequest.of(SCOPES, token.account().orElseThrow()))
                  .source())
          .isEqualTo(TokenSource.CACHE);
    }
    assertThat(authority.forms("/token"))
        .containsExactly(
            Map.of(
                "grant_type",
                "password",
                "username",
                NAME,
                "password",
                PASSWORD,
                "scope",
                "User.Read offline_access openid profile",
                "client_id",
                House.CLIENT_ID,
                "client_info",
                "1"));
    HttpRequest sent = authority.sentTo("/token").get(0);
    assertThat(sent.headers().first("x-anchormailbox")).contains("upn:" + NAME);
    assertThat(authority.requests())
        .extracting(it -> it.uri().toString())
        .allSatisfy(uri -> assertThat(uri).doesNotContain("ss"));
  }

  @Test
  @Tag("S-183")
  void confidentialClientsProveThemselvesBesides() {
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(authority)
            .timeSource(time)
            .build()) {
      client.acquireByPassword(PasswordRequest.of(SCOPES, NAME, PASSWORD.toCharArray()));
    }
    assertThat(authority.forms("/token").get(0))
        .containsEntry("grant_type", "password")
        .containsEntry("client_secret", House.SECRET);
  }

  @Test
  @Tag("W-25")
  void theRealmIsAskedForTheNameEncoded() {
    try (PublicClient client = client()) {
      client.acquireByPassword(
          PasswordRequest.of(SCOPES, "müller+x@contoso.example", PASSWORD.toCharArray()));
    }
    assertThat(authority.requests().get(1).uri().toString())
        .isEqualTo(
            "https://login.microsoftonline.com/common/userrealm/"
                + "m%C3%BCller%2Bx%40contoso.example?api-version=1.0");
    assertThat(authority.sentTo("/token").get(0).headers().first("x-anchormailbox"))
        .as("a header cannot hold the name")
        .isEmpty();
  }

  @Test
  void adfsIsAskedDirectly() {
    authority.metadata("{\"token_endpoint\":\"https://fs.contoso.example/adfs/oauth2/token\"}");
    try (PublicClient client = client(Authority.parse("https://fs.contoso.example/adfs"))) {
      client.acquireByPassword(PasswordRequest.of(SCOPES, NAME, PASSWORD.toCharArray()));
    }
    assertThat(authority.requests())
        .noneMatch(it -> it.uri().getPath().contains("userrealm"))
        .last()
        .satisfies(
            it -> assertThat(it.uri()).hasToString("https://fs.contoso.example/adfs/oauth2/token"));
  }

  @Test
  @Tag("S-179")
  void thePasswordIsOverwrittenAfterUse() {
    char[] password = PASSWORD.toCharArray();
    PasswordRequest request = PasswordRequest.of(SCOPES, NAME, password);
    assertThat(request.toString()).doesNotContain(PASSWORD).doesNotContain(NAME);
    try (PublicClient client = client()) {
      assertThat(client.async(c -> c.acquireByPassword(request)).join().hasAccessToken()).isTrue();
      assertThat(password).containsOnly('\0');
      assertThatThrownBy(() -> client.acquireByPassword(request))
          .isInstanceOf(IllegalStateException.class);
      PasswordRequest again =
          PasswordRequest.of(SCOPES, NAME, Passphrase.from(PASSWORD::toCharArray));
      client.acquireByPassword(again);
      client.acquireByPassword(again);
    }
    assertThat(authority.forms("/token")).hasSize(3);
  }

  @Test
  @Tag("S-182")
  void aWrongPasswordIsToldVerbatimAndSentOnce() {
    ScriptedAuthority refusing =
        new ScriptedAuthority()
            .then(
                400,
                """
                {"error":"invalid_grant","error_description":"AADSTS50126: wrong",
                 "error_codes":[50126]}""");
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(refusing)
            .retry(RetryPolicy.standard())
            .build()) {
      InteractionRequiredException e =
          catchThrowableOfType(
              InteractionRequiredException.class,
              () ->
                  client.acquireByPassword(
                      PasswordRequest.of(SCOPES, NAME, PASSWORD.toCharArray())));
      assertThat(e.error().orElseThrow().description()).contains("AADSTS50126: wrong");
      assertThat(e.error().orElseThrow().codes()).containsExactly(50126L);
      assertThat(e.getMessage()).doesNotContain(PASSWORD).doesNotContain(NAME);
    }
    assertThat(refusing.forms("/token")).hasSize(1);
  }

  @Test
  void aFailingServerIsNotSentThePasswordAgain() {
    ScriptedAuthority failing = new ScriptedAuthority().then(500, "{}");
    try (PublicClient client =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.parse(ScriptedAuthority.BASE))
            .http(failing)
            .retry(RetryPolicy.standard())
            .timeSource(time)
            .build()) {
      assertThatThrownBy(
              () ->
                  client.acquireByPassword(
                      PasswordRequest.of(SCOPES, NAME, PASSWORD.toCharArray())))
          .isInstanceOf(ServiceException.class);
    }
    assertThat(failing.forms("/token")).hasSize(1);
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatThrownBy(() -> PasswordRequest.of(SCOPES, " ", new char[] {'x'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("username");
    assertThatThrownBy(() -> PasswordRequest.of(SCOPES, NAME, new char[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("password");
  }
}
