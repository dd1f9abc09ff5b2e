package dev.latchkey.application.schema;

import static dev.latchkey.application.schema.Dialects.DECODING;
import static dev.latchkey.application.schema.Dialects.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a row has to have, whose it is, and when two rows say the same. */
class RowsTest {

  private static final String WHERE =
      "'home_account_id':'u.t','environment':'login.windows.net','client_id':'app'";
  private static final String TOKEN =
      "'AccessToken':{'k1':{'credential_type':'AccessToken','secret':'at',"
          + WHERE
          + ",'realm':'t','target':'a b','cached_at':'1893456000','expires_on':'1893459600',"
          + "'extended_expires_on':'1893463200','latchkey_requested':'a'}}";
  private static final String REFRESH =
      "'RefreshToken':{'k2':{'credential_type':'RefreshToken','secret':'rt',"
          + WHERE
          + ",'family_id':'1'}}";
  private static final String ID =
      "'IdToken':{'k3':{'credential_type':'IdToken','secret':'x.e30.y'," + WHERE + ",'realm':'t'}}";
  private static final String ACCOUNT =
      "'Account':{'k4':{"
          + WHERE.replace(",'client_id':'app'", "")
          + ",'realm':'t','username':'mira','local_account_id':'u','authority_type':'MSSTS',"
          + "'account_source':'device_code'}}";
  private static final String APPLICATION =
      "'AppMetadata':{'k5':{'environment':'login.windows.net','client_id':'app','family_id':'1'}}";
  private static final String ALL =
      "{" + String.join(",", TOKEN, REFRESH, ID, ACCOUNT, APPLICATION) + "}";
  private static final PartitionKey MIRA = new PartitionKey.User(new HomeAccountId("u.t"));

  private static CacheDocument document(String text) {
    return CacheDocument.parse(text.replace('\'', '"'));
  }

  private static List<EntryFacts> facts(String text) {
    return document(text).inventory(NOW.instant());
  }

  @Test
  void eachRowIsOfItsKindAndUsable() {
    assertThat(facts(ALL))
        .extracting(EntryFacts::kind)
        .containsExactly(
            EntryFacts.Kind.ACCESS_TOKEN,
            EntryFacts.Kind.REFRESH_TOKEN,
            EntryFacts.Kind.ID_TOKEN,
            EntryFacts.Kind.ACCOUNT,
            EntryFacts.Kind.APP_METADATA);
    assertThat(facts(ALL)).extracting(EntryFacts::state).containsOnly(EntryFacts.State.USABLE);
  }

  @Test
  void timeEndsTokensAndWhatIsSaidOfTheirHolders() {
    String holderless = "{" + String.join(",", TOKEN, ID, ACCOUNT) + "}";
    Instant late = NOW.instant().plus(Duration.ofMinutes(90));
    Instant over = NOW.instant().plus(Duration.ofDays(1));

    assertThat(document(holderless).inventory(late))
        .extracting(EntryFacts::state)
        .containsExactly(
            EntryFacts.State.EXTENDED, EntryFacts.State.USABLE, EntryFacts.State.USABLE);
    assertThat(document(holderless).inventory(over))
        .extracting(EntryFacts::state)
        .containsExactly(
            EntryFacts.State.EXPIRED, EntryFacts.State.ORPHANED, EntryFacts.State.ORPHANED);
    assertThat(document(holderless).pruned(over).size()).isZero();
    assertThat(document(ALL).pruned(over).inventory(over))
        .extracting(EntryFacts::state)
        .hasSize(4)
        .containsOnly(EntryFacts.State.USABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AccessToken 'client_id':'app'",
        "AccessToken 'secret':'at'",
        "AccessToken 'expires_on':'1893459600'",
        "RefreshToken 'client_id':'app'",
        "RefreshToken 'secret':'rt'",
        "RefreshToken 'home_account_id':'u.t'",
        "IdToken 'client_id':'app'",
        "IdToken 'secret':'x.e30.y'",
        "IdToken 'home_account_id':'u.t'",
        "Account 'home_account_id':'u.t'",
        "AppMetadata 'client_id':'app'"
      })
  void aRowThatLacksAMemberIsNotUnderstood(String row) {
    String section = row.substring(0, row.indexOf(' '));
    String member = row.substring(row.indexOf(' ') + 1);
    int start = ALL.indexOf("'" + section + "':{");
    String without = ALL.substring(0, start) + ALL.substring(start).replaceFirst(member, "'x':1");
    String empty =
        ALL.substring(0, start)
            + ALL.substring(start).replaceFirst(member, member.replaceFirst(":'.*", ":''"));

    for (String text : List.of(without, empty)) {
      assertThat(facts(text)).filteredOn(it -> it.kind() == EntryFacts.Kind.OTHER).hasSize(1);
      CacheDocument document = document(text);
      assertThat(document.withAll(document.all(DECODING, NOW), NOW.instant()).text())
          .as("it may be somebody else's")
          .isEqualTo(document.text());
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "AccessToken, x, true",
        "accesstoken, x, true",
        "RefreshToken, x, false",
        "AccessToken_With_AuthScheme, x, false",
        "AccessToken_With_AuthScheme, 'token_type':'pop', true",
        "AccessToken_With_AuthScheme, 'key_id':'k', true",
        "AccessToken_With_AuthScheme, 'kid':'k', true",
        "ATExt, x, false",
        "ATExt, 'ext_cache_key':'e', true",
        "Cookie, 'ext_cache_key':'e', false"
      })
  void whatKindOfTokenItIsHasToBeTold(String kind, String member, boolean isUnderstood) {
    String more = member.equals("x") ? "" : "," + member.replace('"', '\'');
    String text =
        "{"
            + TOKEN
                .replace("'credential_type':'AccessToken'", "'credential_type':'" + kind + "'")
                .replace(",'realm'", more + ",'realm'")
            + "}";
    assertThat(facts(text))
        .extracting(EntryFacts::kind)
        .containsExactly(isUnderstood ? EntryFacts.Kind.ACCESS_TOKEN : EntryFacts.Kind.OTHER);
  }

  @Test
  void whatIsKnownOfASessionSaysWhoseItIs() {
    String session = ACCOUNT.replace("'realm'", "'user_assertion_hash':'h','realm'");
    assertThat(facts("{" + session + "}"))
        .extracting(EntryFacts::kind)
        .containsExactly(EntryFacts.Kind.OTHER);

    CacheDocument document =
        document("{" + session.replace("'realm'", "'latchkey_client_id':'app','realm'") + "}");
    assertThat(of(document, new PartitionKey.Obo(new ClientId("app"), "h"))).isEqualTo(1);
    assertThat(of(document, new PartitionKey.Obo(new ClientId("other"), "h"))).isZero();
    assertThat(of(document, new PartitionKey.Obo(new ClientId("app"), "i"))).isZero();
    assertThat(of(document, MIRA)).isZero();
  }

  private static long of(CacheDocument document, PartitionKey key) {
    return document.partition(key, DECODING, NOW).entries().count();
  }

  @Test
  void anApplicationsTokenIsItsOwnInItsCloudAndTenant() {
    String nobodys = TOKEN.replace("'home_account_id':'u.t',", "");
    CacheDocument document =
        document("{" + nobodys.replace("'realm'", "'latchkey_asked_in':'name','realm'") + "}");
    assertThat(of(document, app("app", "login.windows.net", "t"))).isEqualTo(1);
    assertThat(of(document, app("app", "login.windows.net", "NAME"))).isEqualTo(1);
    assertThat(of(document, app("app", "login.windows.net", "s"))).isZero();
    assertThat(of(document, app("other", "login.windows.net", "t"))).isZero();
    assertThat(of(document, app("app", "idp.example", "t"))).isZero();
    assertThat(of(document, MIRA)).isZero();
    assertThat(of(document("{" + nobodys + "}"), app("app", "login.windows.net", "s"))).isZero();
    assertThat(of(document("{" + TOKEN + "}"), app("app", "login.windows.net", "t"))).isZero();
  }

  private static PartitionKey app(String client, String host, String realm) {
    return new PartitionKey.App(new ClientId(client), new Environment(host), new Realm(realm));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'secret':'at'|'secret':'at2'",
        "'1893459600'|'1893459660'",
        "'1893456000'|'1893456060'",
        "'target':'a b'|'target':'a b c'",
        "'target':'a b'|'target':'c'",
        "'latchkey_requested':'a'|'latchkey_requested':'b'",
        "'latchkey_requested':'a'|'latchkey_requested':'a','latchkey_asked_in':'n'",
        "'realm':'t','target'|'realm':'s','target'",
        "'AccessToken','secret':'at'|'AccessToken_With_AuthScheme','secret':'at','token_type':'pop','key_id':'k'",
        "'AccessToken','secret':'at'|'AccessToken_With_AuthScheme','secret':'at','token_type':'pop'",
        "'AccessToken','secret':'at'|'ATExt','secret':'at','ext_cache_key':'e'",
        "'secret':'rt'|'secret':'rt2'",
        "'secret':'rt','home_account_id':'u.t','environment':'login.windows.net','client_id':'app','family_id':'1'|'secret':'rt','home_account_id':'u.t','environment':'login.windows.net','client_id':'app','family_id':'2'",
        "'secret':'rt','home_account_id':'u.t','environment':'login.windows.net'|'secret':'rt','home_account_id':'u.t','environment':'idp.example'",
        "'secret':'x.e30.y'|'secret':'x.e30.z'",
        "'username':'mira'|'username':'noel'",
        "'local_account_id':'u'|'local_account_id':'v'",
        "'account_source':'device_code'|'account_source':'broker'"
      })
  void aDifferenceInOneMemberIsWrittenAndReadBack(String was, String is) {
    CacheDocument before = document(ALL);
    CacheDocument wanted = document(ALL.replaceFirst(Pattern.quote(was), is));
    CachePartition partition = wanted.partition(MIRA, DECODING, NOW);
    assertThat(written(partition)).isNotEqualTo(written(before.partition(MIRA, DECODING, NOW)));

    CacheDocument after = before.with(partition, NOW.instant());

    assertThat(after).isNotSameAs(before);
    CachePartition read = CacheDocument.parse(after.text()).partition(MIRA, DECODING, NOW);
    assertThat(written(read)).isEqualTo(written(partition));
    assertThat(after.with(partition, NOW.instant())).as("once is enough").isSameAs(after);
  }

  // Entries of tokens are not values; what would be written of them is.
  private static JsonFields written(CachePartition partition) {
    return StrictJson.object(CacheDocument.empty().with(partition, NOW.instant()).text());
  }

  @Test
  void whatSaysTheSameIsLeftLetterForLetter() {
    CacheDocument before = document(ALL);
    assertThat(before.with(before.partition(MIRA, DECODING, NOW), NOW.instant())).isSameAs(before);
    assertThat(before.lastExpiry()).isEqualTo(Instant.ofEpochSecond(1_893_463_200L));
    assertThat(document("{" + REFRESH + "}").lastExpiry()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void anIdTokenBelongsToTokensOfItsCloudAndTenantAlone() {
    String others =
        ID.replace(
            "'k3':",
            "'k6':{'credential_type':'IdToken','secret':'x.e30.o','home_account_id':'u.t','environment':'idp.example','client_id':'app','realm':'t'},'k7':{'credential_type':'IdToken','secret':'x.e30.p','home_account_id':'u.t','environment':'login.windows.net','client_id':'app','realm':'s'},'k3':");
    CachePartition mira = document("{" + TOKEN + "," + others + "}").partition(MIRA, DECODING, NOW);
    assertThat(mira.idTokens()).hasSize(3);
    assertThat(mira.accessTokens())
        .singleElement()
        .satisfies(
            it -> assertThat(it.result().idToken().orElseThrow().reveal()).isEqualTo("x.e30.y"));
  }
}
