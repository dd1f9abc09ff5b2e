package dev.latchkey.application.schema;

import static dev.latchkey.application.schema.Dialects.DECODING;
import static dev.latchkey.application.schema.Dialects.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes into a document comes out of it, for whoever it is and nobody else. */
class CacheDocumentTest {

  private static final ClientId APP = new ClientId("app-1");
  private static final Environment IDP = new Environment("idp.example:8443");
  private static final Instant THEN = NOW.instant();

  private static AccessToken token(
      @Nullable String person, String realm, String granted, String requested, String secret) {
    Lifetime lifetime =
        Lifetime.of(NOW, Duration.ofHours(1))
            .extendedTo(Duration.ofHours(2))
            .refreshedIn(Duration.ofMinutes(30), Duration.ZERO);
    return AccessToken.of(
        APP,
        IDP,
        Scopes.of(requested),
        ScopeMatching.EXACT,
        lifetime,
        TokenResult.builder(Secret.of(secret), lifetime)
            .scopes(Scopes.of(granted))
            .realm(new Realm(realm))
            .account(person == null ? null : Account.of(new HomeAccountId(person), IDP, ""))
            .build());
  }

  private static CachePartition stored(CachePartition partition) {
    String text = CacheDocument.empty().with(partition, THEN).text();
    return CacheDocument.parse(text).partition(partition.key(), DECODING, NOW);
  }

  @Test
  void aTokenKeepsItsTimesAndWhatItWasAskedFor() {
    PartitionKey.User person = new PartitionKey.User(new HomeAccountId("sub.hash"));
    CachePartition partition =
        CachePartition.empty(person)
            .with(
                token("sub.hash", "/realms/a", "email orders:read profile", "orders:read", "t1"),
                NOW);

    AccessToken read =
        Objects.requireNonNull(
            stored(partition)
                .find(
                    TokenQuery.forUser(
                        APP,
                        IDP,
                        new Realm("/realms/a"),
                        Scopes.of("orders:read"),
                        ScopeMatching.EXACT)));

    assertThat(read.result().accessToken()).isEqualTo(Secret.of("t1"));
    assertThat(read.requested()).isEqualTo(Scopes.of("orders:read"));
    assertThat(read.granted()).isEqualTo(Scopes.of("email orders:read profile"));
    assertThat(read.matching()).isEqualTo(ScopeMatching.EXACT);
    assertThat(read.lifetime().receivedAt()).isEqualTo(THEN);
    assertThat(read.lifetime().expiresAt()).isEqualTo(THEN.plus(Duration.ofHours(1)));
    assertThat(read.lifetime().extendedExpiresAt()).isEqualTo(THEN.plus(Duration.ofHours(2)));
    assertThat(read.lifetime().refreshAt()).contains(THEN.plus(Duration.ofMinutes(30)));
  }

  @Test
  void anApplicationFindsItsTokenByTheTenantsNameAndByItsId() {
    PartitionKey.App byName = new PartitionKey.App(APP, IDP, new Realm("contoso.example"));
    PartitionKey.App byId = new PartitionKey.App(APP, IDP, new Realm("guid"));
    CacheDocument document =
        CacheDocument.empty()
            .with(
                CachePartition.empty(byName).with(token(null, "guid", "s", "s", "t1"), NOW), THEN);

    assertThat(document.partition(byName, DECODING, NOW).accessTokens()).hasSize(1);
    assertThat(document.partition(byId, DECODING, NOW).accessTokens()).hasSize(1);
    assertThat(
            document
                .partition(
                    new PartitionKey.App(APP, IDP, new Realm("fabrikam.example")), DECODING, NOW)
                .accessTokens())
        .isEmpty();
  }

  @Test
  void aSessionOnBehalfOfAUserIsNoAccountAndNoOtherSessions() {
    PartitionKey.Obo session = new PartitionKey.Obo(APP, "hash-1");
    HomeAccountId person = new HomeAccountId("u.t");
    CachePartition partition =
        CachePartition.empty(session)
            .with(token("u.t", "t", "s", "s", "t1"), NOW)
            .with(new RefreshToken(person, IDP, APP, null, Secret.of("r1"), THEN))
            .with(new AccountRecord(Account.of(person, IDP, "mira"), new Realm("t"), "u", null));
    CacheDocument document = CacheDocument.empty().with(partition, THEN);

    CachePartition read = document.partition(session, DECODING, NOW);

    assertThat(read.accessTokens()).hasSize(1);
    assertThat(read.refreshTokens()).hasSize(1);
    assertThat(Objects.requireNonNull(read.account(IDP)).username()).isEqualTo("mira");
    assertThat(document.all(DECODING, NOW))
        .extracting(CachePartition::key)
        .containsExactly(session);
    assertThat(document.partition(new PartitionKey.User(person), DECODING, NOW).isEmpty()).isTrue();
    assertThat(document.partition(new PartitionKey.Obo(APP, "hash-2"), DECODING, NOW).isEmpty())
        .isTrue();
  }

  @Test
  void aTokenSetApartByParametersIsFoundByThemAlone() {
    PartitionKey.User person = new PartitionKey.User(new HomeAccountId("u.t"));
    AccessToken plain = token("u.t", "t", "s", "s", "plain");
    AccessToken extended = token("u.t", "t", "s", "s", "extended").setApart("hash-of-parameters");
    TokenQuery wish =
        TokenQuery.forUser(APP, IDP, new Realm("t"), Scopes.of("s"), ScopeMatching.EXACT);

    CacheDocument document =
        CacheDocument.empty()
            .with(CachePartition.empty(person).with(plain, NOW).with(extended, NOW), THEN);
    CachePartition read = document.partition(person, DECODING, NOW);

    assertThat(Objects.requireNonNull(read.find(wish)).result().accessToken())
        .isEqualTo(Secret.of("plain"));
    assertThat(
            Objects.requireNonNull(read.find(wish.setApart("hash-of-parameters")))
                .result()
                .accessToken())
        .isEqualTo(Secret.of("extended"));
    assertThat(document.text()).contains("-atext-", "-hash-of-parameters\"", "\"ext_cache_key\"");
  }

  @Test
  void aTokenOfAnotherTypeKeepsTypeAndKey() {
    Lifetime lifetime = Lifetime.of(NOW, Duration.ofHours(1));
    PartitionKey.User person = new PartitionKey.User(new HomeAccountId("u.t"));
    AccessToken bound =
        AccessToken.of(
                APP,
                IDP,
                Scopes.of("s"),
                ScopeMatching.EXACT,
                lifetime,
                TokenResult.builder(Secret.of("t"), lifetime)
                    .tokenType(new TokenType("DPoP"))
                    .scopes(Scopes.of("s"))
                    .realm(new Realm("t"))
                    .account(Account.of(new HomeAccountId("u.t"), IDP, ""))
                    .build())
            .boundTo("key-7");

    AccessToken read =
        stored(CachePartition.empty(person).with(bound, NOW)).accessTokens().iterator().next();

    assertThat(read.result().tokenType()).isEqualTo(new TokenType("DPoP"));
    assertThat(read.keyId()).isEqualTo("key-7");
  }

  @Test
  void rowsWhoseKeysAreTheSameAreBothKept() {
    // a-b in tenant c, and a in tenant b-c: joined by hyphens nobody can tell them apart.
    AccessToken one = keyed(new ClientId("a-b"), "c", "t1");
    AccessToken other = keyed(new ClientId("a"), "b-c", "t2");
    PartitionKey.App first = new PartitionKey.App(one.clientId(), IDP, new Realm("c"));
    PartitionKey.App second = new PartitionKey.App(other.clientId(), IDP, new Realm("b-c"));

    CacheDocument document =
        CacheDocument.empty()
            .with(CachePartition.empty(first).with(one, NOW), THEN)
            .with(CachePartition.empty(second).with(other, NOW), THEN);

    assertThat(document.partition(first, DECODING, NOW).accessTokens())
        .extracting(it -> it.result().accessToken())
        .containsExactly(Secret.of("t1"));
    assertThat(document.partition(second, DECODING, NOW).accessTokens())
        .extracting(it -> it.result().accessToken())
        .containsExactly(Secret.of("t2"));
  }

  private static AccessToken keyed(ClientId client, String realm, String secret) {
    Lifetime lifetime = Lifetime.of(NOW, Duration.ofHours(1));
    return AccessToken.of(
        client,
        IDP,
        Scopes.of("s"),
        ScopeMatching.EXACT,
        lifetime,
        TokenResult.builder(Secret.of(secret), lifetime)
            .scopes(Scopes.of("s"))
            .realm(new Realm(realm))
            .build());
  }

  @Test
  void aFamilyStaysKnownWhenSomebodyElseDoesNotKnowIt() {
    PartitionKey.User one = new PartitionKey.User(new HomeAccountId("u1.t"));
    PartitionKey.User other = new PartitionKey.User(new HomeAccountId("u2.t"));
    CachePartition member =
        CachePartition.empty(one).with(refresh("u1.t")).with(new AppMetadata(APP, IDP, "1"));
    CachePartition unaware =
        CachePartition.empty(other).with(refresh("u2.t")).with(new AppMetadata(APP, IDP, null));

    CacheDocument document = CacheDocument.empty().withAll(List.of(unaware, member, unaware), THEN);

    assertThat(
            Objects.requireNonNull(document.partition(other, DECODING, NOW).application(APP, IDP))
                .familyId())
        .isEqualTo("1");
    assertThat(
            Objects.requireNonNull(StrictJson.object(document.text()).objectOrNull("AppMetadata"))
                .names())
        .hasSize(1);
  }

  private static RefreshToken refresh(String person) {
    return new RefreshToken(
        new HomeAccountId(person), IDP, APP, null, Secret.of("r-" + person), THEN);
  }

  @Test
  void aDocumentDoesNotPrint() {
    assertThat(CacheDocument.parse(Dialects.text("python")).toString())
        .isEqualTo("CacheDocument[rows=6]");
  }

  @Property(tries = 300)
  @Tag("T-08")
  void everythingStoredIsFoundAgainAndByNobodyElse(
      @ForAll("holders") Set<String> people, @ForAll("holders") Set<String> secrets) {
    List<String> secretList = List.copyOf(secrets);
    CacheDocument document = CacheDocument.empty();
    int i = 0;
    for (String person : people) {
      PartitionKey.User key = new PartitionKey.User(new HomeAccountId(person));
      String secret = person + "!" + secretList.get(i++ % secretList.size());
      document =
          CacheDocument.parse(
              document
                  .with(
                      CachePartition.empty(key)
                          .with(token(person, "t", "s", "s", secret), NOW)
                          .with(refresh(person)),
                      THEN)
                  .text());
    }
    for (String person : people) {
      CachePartition read =
          document.partition(new PartitionKey.User(new HomeAccountId(person)), DECODING, NOW);
      assertThat(read.accessTokens()).hasSize(1);
      assertThat(read.accessTokens().iterator().next().result().accessToken().reveal())
          .startsWith(person + "!");
      assertThat(read.refreshTokens())
          .extracting(it -> it.secret().reveal())
          .containsExactly("r-" + person);
    }
    assertThat(document.all(DECODING, NOW)).hasSize(people.size());
  }

  @Provide
  Arbitrary<Set<String>> holders() {
    return Arbitraries.strings()
        .withChars("aB-.|_%\"\\{}1")
        .ofMinLength(1)
        .ofMaxLength(6)
        .set()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 300)
  @Tag("W-04")
  void unknownMembersAndSectionsSurviveAnything(@ForAll("strange") JsonFields strange) {
    PartitionKey.User person = new PartitionKey.User(new HomeAccountId("u.t"));
    JsonFields row =
        new JsonText()
            .merge(strange)
            .put("credential_type", "RefreshToken")
            .put("secret", "r-u.t")
            .put("home_account_id", "u.t")
            .put("environment", "idp.example:8443")
            .put("client_id", "app-1")
            .fields();
    String before =
        new JsonText()
            .put("RefreshToken", new JsonText().put("k", row).put("odd", strange).fields())
            .put("Strange", strange)
            .text();

    CacheDocument document = CacheDocument.parse(before);
    CachePartition rotated =
        document
            .partition(person, DECODING, NOW)
            .with(new RefreshToken(person.homeAccountId(), IDP, APP, null, Secret.of("new"), THEN));
    JsonFields after = StrictJson.object(document.with(rotated, THEN).text());

    assertThat(after.objectOrNull("Strange")).isEqualTo(strange);
    JsonFields rows = Objects.requireNonNull(after.objectOrNull("RefreshToken"));
    assertThat(rows.objectOrNull("odd")).isEqualTo(strange);
    JsonFields written = Objects.requireNonNull(rows.objectOrNull("k"));
    assertThat(written.text("secret")).isEqualTo("new");
    assertThat(written.names()).containsAll(strange.names());
  }

  @Provide
  Arbitrary<JsonFields> strange() {
    Arbitrary<String> names = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(8);
    Arbitrary<String> texts =
        Arbitraries.strings().ofMaxLength(8).filter(CacheDocumentTest::isText);
    return Combinators.combine(names.set().ofMinSize(1).ofMaxSize(4), texts, Arbitraries.longs())
        .as(
            (keys, text, number) -> {
              JsonText object = new JsonText();
              int kind = 0;
              for (String key : keys) {
                String name = "x" + key;
                switch (kind++ % 4) {
                  case 0 -> object.put(name, text);
                  case 1 -> object.put(name, number);
                  case 2 -> object.putNull(name);
                  default -> object.put(name, new JsonText().put("in", text).fields());
                }
              }
              return StrictJson.object(object.text());
            });
  }

  // Half a surrogate pair is no text that UTF-8 could carry.
  private static boolean isText(String text) {
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  // It stands for bytes that are no text, and may stand in a text for itself.
  @Test
  void replacementCharacterIsTextLikeAnyOther() {
    String text = "{\"Account\":{\"k\":{\"username\":\"a\uFFFDb\"}}}";

    assertThat(CacheDocument.parse(() -> text.getBytes(StandardCharsets.UTF_8)).text())
        .isEqualTo(text);
  }

  @Test
  @org.junit.jupiter.api.Tag("roomy")
  @Timeout(60)
  void theLargestCachesAreRead() {
    // F-11: more than the parser takes by default, which is fifteen million characters.
    StringBuilder text = new StringBuilder("{\"RefreshToken\":{");
    String token = "t".repeat(5_000);
    for (int i = 0; i < 4_000; i++) {
      text.append(i == 0 ? "" : ",")
          .append("\"k")
          .append(i)
          .append("\":{\"secret\":\"")
          .append(token)
          .append("\",\"home_account_id\":\"u")
          .append(i)
          .append(".t\",\"environment\":\"e\",\"client_id\":\"c\"}");
    }
    CacheDocument document = CacheDocument.parse(text.append("}}").toString());

    assertThat(document.text()).hasSize(text.length());
    assertThat(document.all(Dialects.DECODING, Dialects.NOW)).hasSize(4_000);
  }
}
