package dev.latchkey.application.schema;

import static dev.latchkey.application.schema.Dialects.CLIENT;
import static dev.latchkey.application.schema.Dialects.DECODING;
import static dev.latchkey.application.schema.Dialects.NOW;
import static dev.latchkey.application.schema.Dialects.PERSON;
import static dev.latchkey.application.schema.Dialects.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of MSAL Python, Node, Java and .NET are read whole, changed, and still theirs (F-10). */
class DialectsTest {

  private static final ClientId APP = new ClientId(CLIENT);
  private static final Environment WORLD = new Environment("login.windows.net");
  private static final Realm HOME = new Realm(TENANT);
  private static final PartitionKey.User MIRA = new PartitionKey.User(new HomeAccountId(PERSON));
  private static final PartitionKey.App DAEMON = new PartitionKey.App(APP, WORLD, HOME);

  private static TokenQuery wish(String... scopes) {
    return TokenQuery.forUser(APP, WORLD, HOME, Scopes.of(scopes), ScopeMatching.IGNORE_CASE);
  }

  private static CachePartition mira(CacheDocument document) {
    return document.partition(MIRA, DECODING, NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "node", "java", "dotnet"})
  void thePersonTheTokensAndTheFamilyAreFound(String dialect) {
    CachePartition mira = mira(CacheDocument.parse(Dialects.text(dialect)));

    Account account = Objects.requireNonNull(mira.account(WORLD));
    assertThat(account.username()).isEqualTo("Mira.Quist@contoso.example");
    AccessToken token = Objects.requireNonNull(mira.find(wish("user.read")));
    assertThat(token.result().accessToken().reveal()).isEqualTo("AT-user-" + dialect);
    assertThat(token.freshnessAt(NOW)).isEqualTo(Freshness.FRESH);
    assertThat(token.result().account()).contains(account);
    assertThat(token.result().idTokenClaims().orElseThrow().name()).contains("Mira Quist");
    assertThat(mira.refreshTokensFor(APP, WORLD))
        .extracting(it -> it.secret().reveal())
        .anyMatch(it -> it.startsWith("RT-" + dialect));
    assertThat(mira.refreshTokensFor(new ClientId("another-of-the-family"), WORLD)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "node", "java", "dotnet"})
  void theApplicationsOwnTokenIsFoundWhateverStandsForNobody(String dialect) {
    CachePartition daemon =
        CacheDocument.parse(Dialects.text(dialect)).partition(DAEMON, DECODING, NOW);

    AccessToken token =
        daemon.find(
            TokenQuery.forApp(
                DAEMON,
                Scopes.of("https://graph.microsoft.com/.default"),
                ScopeMatching.IGNORE_CASE));

    assertThat(Objects.requireNonNull(token).result().accessToken().reveal())
        .isEqualTo("AT-app-" + dialect);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "node", "java", "dotnet"})
  @Tag("S-267")
  @Tag("W-04")
  void whatIsNotChangedStaysAsItWas(String dialect) {
    JsonFields before = StrictJson.object(Dialects.text(dialect));
    CacheDocument document = CacheDocument.parse(Dialects.text(dialect));

    CacheDocument after = document.withAll(document.all(DECODING, NOW), NOW.instant());

    assertThat(StrictJson.object(after.text())).isEqualTo(before);
    assertThat(StrictJson.object(document.with(mira(document), NOW.instant()).text()))
        .isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "node", "java", "dotnet"})
  void aRefreshReplacesWhatIsTheSameByMeaningAndKeepsWhatIsBesideIt(String dialect) {
    CacheDocument document = CacheDocument.parse(Dialects.text(dialect));
    JsonFields before = StrictJson.object(document.text());

    CacheDocument refreshed = document.with(refreshed(mira(document)), NOW.instant());

    // Nobody finds two tokens for one wish, nor a refresh token that has been rotated away.
    assertThat(refreshed.text())
        .contains("AT-new", "RT-new")
        .doesNotContain("AT-user-" + dialect)
        .doesNotContain("RT-" + dialect)
        .contains("AT-app-" + dialect);
    JsonFields after = StrictJson.object(refreshed.text());
    assertThat(after.names()).containsExactlyInAnyOrderElementsOf(before.names());
    assertThat(section(after, "Account")).isEqualTo(section(before, "Account"));
    // In the same place and with the same members, so that its own library finds it again.
    for (String key : section(after, "RefreshToken").names()) {
      JsonFields old = section(before, "RefreshToken").objectOrNull(key);
      JsonFields row = Objects.requireNonNull(section(after, "RefreshToken").objectOrNull(key));
      assertThat(Objects.requireNonNull(old).text("environment"))
          .isEqualTo(row.text("environment"));
      assertThat(row.names()).containsAll(old.names());
    }
    assertThat(section(after, "AccessToken").names())
        .filteredOn(key -> key.startsWith(PERSON))
        .allMatch(key -> key.contains(dialect.equals("python") ? "microsoftonline" : "windows"));
  }

  private static JsonFields section(JsonFields document, String name) {
    return Objects.requireNonNull(document.objectOrNull(name));
  }

  private static CachePartition refreshed(CachePartition mira) {
    RefreshToken family =
        mira.refreshTokens().stream().filter(it -> it.familyId() != null).findFirst().orElseThrow();
    Lifetime lifetime = Lifetime.of(NOW, Duration.ofHours(1));
    return mira.with(
            new RefreshToken(
                family.homeAccountId(),
                family.environment(),
                family.clientId(),
                family.familyId(),
                Secret.of("RT-new"),
                NOW.instant()))
        .with(
            AccessToken.of(
                APP,
                WORLD,
                Scopes.of("User.Read"),
                ScopeMatching.IGNORE_CASE,
                lifetime,
                TokenResult.builder(Secret.of("AT-new"), lifetime)
                    .scopes(Scopes.of("Calendars.Read User.Read openid profile"))
                    .realm(HOME)
                    .account(mira.account(WORLD))
                    .build()),
            NOW);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "node", "java", "dotnet"})
  void signingOutTakesEveryRowOfThePersonWhateverItsKey(String dialect) {
    CacheDocument document = CacheDocument.parse(Dialects.text(dialect));

    String after = document.with(mira(document).signedOutOf(APP), NOW.instant()).text();

    assertThat(after).doesNotContain(PERSON, "Mira.Quist", "RT-" + dialect, "AT-user");
    assertThat(after).contains("AT-app-" + dialect);
  }

  @Test
  void aTokenBoundToAKeyAnswersOnlyWhoHasTheKey() {
    CachePartition mira = mira(CacheDocument.parse(Dialects.text("dotnet")));

    assertThat(Objects.requireNonNull(mira.find(wish("User.Read"))).result().tokenType())
        .isEqualTo(TokenType.BEARER);
    assertThat(mira.find(wish("User.Read").ofType(new TokenType("pop")))).isNull();
    assertThat(
            Objects.requireNonNull(
                    mira.find(wish("User.Read").ofType(new TokenType("pop")).boundTo("key-1")))
                .result()
                .accessToken()
                .reveal())
        .isEqualTo("AT-pop-dotnet");
  }

  @Test
  void aTokenSetApartByWhatIsNotToldAnswersNobodyAndStays() {
    CacheDocument document = CacheDocument.parse(Dialects.text("dotnet"));
    CachePartition daemon = document.partition(DAEMON, DECODING, NOW);

    assertThat(daemon.accessTokens())
        .extracting(it -> it.result().accessToken().reveal())
        .containsExactly("AT-app-dotnet");
    assertThat(document.with(CachePartition.empty(DAEMON), NOW.instant()).text())
        .contains("AT-ext-dotnet")
        .doesNotContain("AT-app-dotnet");
  }

  @Test
  void filesOfSeveralLibrariesInOneAreOneCache() {
    // As after years of sharing: four rows for the person, under three keys and two environments.
    String mixed = Dialects.text("python");
    for (String dialect : List.of("node", "java")) {
      mixed = merged(mixed, Dialects.text(dialect));
    }
    CacheDocument document = CacheDocument.parse(mixed);
    assertThat(document.all(DECODING, NOW))
        .extracting(CachePartition::key)
        .containsExactlyInAnyOrder(MIRA, DAEMON);

    String saved = document.with(refreshed(mira(document)), NOW.instant()).text();

    JsonFields after = StrictJson.object(saved);
    assertThat(section(after, "RefreshToken").names()).hasSize(1);
    assertThat(section(after, "Account").names()).hasSize(1);
    assertThat(section(after, "AccessToken").names())
        .filteredOn(key -> key.startsWith(PERSON))
        .hasSize(1);
  }

  private static String merged(String one, String other) {
    return new JsonText().merge(StrictJson.object(one)).merge(StrictJson.object(other)).text();
  }

  @Test
  @Tag("S-251")
  void whatIsWrittenIsTheUnifiedSchema() {
    CachePartition mira = mira(CacheDocument.parse(Dialects.text("python")));
    CachePartition daemon =
        CacheDocument.parse(Dialects.text("python")).partition(DAEMON, DECODING, NOW);

    JsonFields written =
        StrictJson.object(
            CacheDocument.empty().withAll(List.of(mira, daemon), NOW.instant()).text());

    assertThat(written).isEqualTo(StrictJson.object(Dialects.text("written")));
  }

  @Test
  void expiredTokensOfOthersGoWhenSomethingIsWritten() {
    CacheDocument document = CacheDocument.parse(Dialects.text("java"));
    var later = NOW.instant().plus(Duration.ofDays(30));

    CacheDocument after = document.with(CachePartition.empty(DAEMON), later);

    assertThat(after.text()).doesNotContain("AT-app-java", "AT-user-java").contains("RT-java");
    assertThat(Set.of(after.hasRefreshTokens(), after.hasNoTokens()))
        .containsExactlyInAnyOrder(true, false);
  }
}
