package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CacheEntry;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.http.HttpTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cache given to clients, and what else can be done with it. */
@SuppressWarnings("try") // subscriptions are held, not used
class TokenCacheTest {

  static final HttpTransport NO_NETWORK =
      (request, deadline, cancellation) -> {
        throw new TransportException(
            TransportException.Reason.NOT_CONNECTED, "nothing is sent in this test", null);
      };

  static PublicClient client(TokenCache cache, String id) {
    return PublicClient.builder(id)
        .authority(Answers.ENTRA)
        .http(NO_NETWORK)
        .tokenCache(cache)
        .build();
  }

  static ConfidentialClient daemon(TokenCache cache) {
    return ConfidentialClient.builder(Answers.CLIENT, ClientCredential.secret("s"))
        .authority(Answers.ENTRA)
        .http(NO_NETWORK)
        .tokenCache(cache)
        .build();
  }

  static String silently(UserClient client) {
    Account account = client.accounts().get(0);
    return client
        .acquireSilently(SilentRequest.of(List.of("User.Read"), account))
        .accessToken()
        .reveal();
  }

  @Test
  @Tag("S-249")
  void whatOneClientGotAnotherFinds() {
    TokenCache cache = TokenCache.inMemory();
    cache.add(Answers.userEvent("AT-1"));
    cache.add(Answers.appEvent("AT-app"));

    try (PublicClient one = client(cache, Answers.CLIENT);
        ConfidentialClient other = daemon(cache)) {
      assertThat(silently(one)).isEqualTo("AT-1");
      assertThat(silently(other)).isEqualTo("AT-1");
      assertThat(other.acquireForClient(ClientRequest.of(Answers.GRAPH)).source())
          .isEqualTo(TokenSource.CACHE);
      other.removeAccount(other.accounts().get(0));
      assertThat(one.accounts()).isEmpty();
    }
  }

  @Test
  @Tag("S-250")
  void withoutACacheEachClientHasItsOwnInMemory() {
    TokenCache cache = TokenCache.inMemory();
    cache.add(Answers.userEvent("AT-1"));

    try (PublicClient alone =
        PublicClient.builder(Answers.CLIENT).authority(Answers.ENTRA).http(NO_NETWORK).build()) {
      assertThat(alone.accounts()).isEmpty();
    }
  }

  @Test
  void aFamilySharesItsRefreshTokenAcrossClients() {
    TokenCache cache = TokenCache.inMemory();
    cache.add(
        TokensObtained.of(
                new ClientId(Answers.CLIENT),
                Answers.ENTRA,
                Secret.of(Answers.user(Answers.UID, Answers.NAME, "AT-1", ",\"foci\":\"1\"")))
            .scopes(List.of("User.Read")));
    List<String> sent = new ArrayList<>();
    HttpTransport recording =
        (request, deadline, cancellation) -> {
          sent.add(request.method() + " " + request.uri().getPath());
          throw new TransportException(
              TransportException.Reason.NOT_CONNECTED, "not reached", null);
        };

    try (PublicClient member =
        PublicClient.builder("another-member")
            .authority(Answers.ENTRA)
            .http(recording)
            .tokenCache(cache)
            .build()) {
      assertThatThrownBy(() -> silently(member)).isInstanceOf(TransportException.class);
    }
    assertThat(sent).isNotEmpty();
  }

  @Test
  @Tag("S-251")
  @Tag("S-260")
  void theBaseTypeKeepsTokensAndWritesNothing() {
    assertThat(TokenCache.class.getMethods())
        .extracting(it -> it.getName())
        .doesNotContain("serialize", "deserialize", "save", "load");
  }

  @Test
  @Tag("S-252")
  void changesAreTold() {
    TokenCache cache = TokenCache.inMemory();
    List<CacheChange> changes = new ArrayList<>();
    try (TokenCache.Subscription subscription = cache.onChange(changes::add)) {
      cache.add(Answers.userEvent("AT-1"));
      try (PublicClient client = client(cache, Answers.CLIENT)) {
        client.removeAccount(client.accounts().get(0));
      }
    }
    cache.add(Answers.userEvent("AT-2"));

    assertThat(changes).hasSize(2);
    assertThat(changes.get(0).removed()).isEmpty();
    assertThat(changes.get(0).added())
        .hasAtLeastOneElementOfType(AccessToken.class)
        .hasAtLeastOneElementOfType(RefreshToken.class)
        .hasAtLeastOneElementOfType(AccountRecord.class);
    assertThat(changes.get(1).added()).isEmpty();
    assertThat(changes.get(1).removed()).hasAtLeastOneElementOfType(RefreshToken.class);
    assertThat(changes.toString()).doesNotContain("AT-1", "mira");
  }

  @Test
  @Tag("S-253")
  @Tag("S-254")
  void anEventsTokensAreAddedAndTheEventStaysAsItWas() {
    TokenCache cache = TokenCache.inMemory();
    TokensObtained event = Answers.userEvent("AT-1");
    Secret before = event.response();

    cache.add(event);

    assertThat(cache.find(CacheQuery.of(AccessToken.class)))
        .extracting(it -> it.result().accessToken().reveal())
        .containsExactly("AT-1");
    assertThat(cache.find(CacheQuery.of(RefreshToken.class))).hasSize(1);
    assertThat(cache.find(CacheQuery.of(IdToken.class))).hasSize(1);
    assertThat(cache.find(CacheQuery.of(AppMetadata.class))).hasSize(1);
    assertThat(cache.find(CacheQuery.of(AccountRecord.class)))
        .extracting(AccountRecord::source)
        .containsExactly("authorization_code");
    assertThat(event.response()).isEqualTo(before);
    assertThat(event.toString()).doesNotContain("AT-1");
  }

  @Test
  void anEventThatBringsNoTokensIsRefused() {
    TokenCache cache = TokenCache.inMemory();

    assertThatThrownBy(
            () ->
                cache.add(
                    TokensObtained.of(
                        new ClientId(Answers.CLIENT),
                        Answers.ENTRA,
                        Secret.of("{\"error\":\"invalid_request\"}"))))
        .isInstanceOf(ServiceException.class);
    assertThat(cache.find(CacheQuery.of(AccessToken.class))).isEmpty();
  }

  @Test
  @Tag("S-255")
  void theTimeOfAnEventCanBeGiven() {
    SerializableTokenCache cache = SerializableTokenCache.create();

    cache.add(Answers.appEvent("AT-1"), Instant.ofEpochSecond(1_000));

    // Long expired, so it is neither found nor written; the times are seen on the way in.
    assertThat(cache.find(CacheQuery.of(AccessToken.class))).isEmpty();
    List<CacheEntry> added = new ArrayList<>();
    cache.onChange(change -> added.addAll(change.added()));
    cache.add(Answers.appEvent("AT-2"), Instant.ofEpochSecond(1_000));
    assertThat(added)
        .singleElement()
        .extracting(it -> ((AccessToken) it).lifetime().expiresAt())
        .isEqualTo(Instant.ofEpochSecond(4_600));
  }

  @Test
  @Tag("S-256")
  @Tag("S-257")
  void findIsTheListOfWhatSearchYields() {
    TokenCache cache = TokenCache.inMemory();
    cache.add(Answers.userEvent("AT-1"));
    cache.add(Answers.appEvent("AT-app"));
    CacheQuery<AccessToken> all = CacheQuery.of(AccessToken.class);
    List<CacheQuery<AccessToken>> queries =
        List.of(
            all,
            all.target(Scopes.of("user.read")),
            all.target(Scopes.of("User.Read", "Mail.Send")),
            all.clientId(new ClientId("another")),
            all.ofApplications(),
            all.person(new HomeAccountId(Answers.PERSON)),
            all.environment(new Environment("login.windows.net")).realm(Answers.ENTRA.realm()));
    List<Integer> sizes = new ArrayList<>();

    for (CacheQuery<AccessToken> query : queries) {
      List<AccessToken> found = cache.find(query);
      assertThat(cache.search(query)).containsExactlyElementsOf(found);
      sizes.add(found.size());
    }

    assertThat(sizes).containsExactly(2, 1, 0, 0, 1, 1, 2);
  }

  @Test
  @Tag("S-258")
  void aSearchForOnePersonLooksAtNobodyElse() {
    assertThat(
            CacheQuery.of(AccessToken.class).person(new HomeAccountId(Answers.PERSON)).partition())
        .isPresent();
    assertThat(CacheQuery.of(AccountRecord.class).partition()).isEmpty();
  }

  @Test
  @Tag("S-259")
  void whoWritesDuringASearchWaitsForNobodyAndIsNotInIt() {
    TokenCache cache = TokenCache.inMemory();
    cache.add(Answers.userEvent("AT-1"));
    Stream<AccessToken> search = cache.search(CacheQuery.of(AccessToken.class));

    cache.add(Answers.userEvent("AT-2"));

    assertThat(search.map(it -> it.result().accessToken().reveal())).containsExactly("AT-1");
  }

  // --- text ---

  @Test
  @Tag("S-261")
  @Tag("S-262")
  void theRecipeWritesOnlyWhatHasChanged(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("cache.json");

    assertThat(runOnce(file, cache -> {})).isFalse();
    assertThat(file).doesNotExist();
    assertThat(runOnce(file, cache -> cache.add(Answers.userEvent("AT-1")))).isTrue();
    assertThat(
            runOnce(
                file,
                cache -> assertThat(silently(client(cache, Answers.CLIENT))).isEqualTo("AT-1")))
        .isFalse();
  }

  // As docs/cache.md shows it; the folder is what XDG_RUNTIME_DIR names there.
  private static boolean runOnce(
      Path file, java.util.function.Consumer<SerializableTokenCache> program) throws IOException {
    SerializableTokenCache cache = SerializableTokenCache.create();
    if (Files.exists(file)) {
      cache.deserialize(Files.readString(file));
    }
    program.accept(cache);
    if (cache.hasStateChanged()) {
      Files.writeString(file, cache.serialize().reveal());
      return true;
    }
    return false;
  }

  @Test
  @Tag("S-264")
  @Tag("S-265")
  void theFlagTellsWhetherThereIsAnythingToWrite() {
    SerializableTokenCache cache = SerializableTokenCache.create();
    assertThat(cache.hasStateChanged()).isFalse();
    cache.add(Answers.userEvent("AT-1"));
    assertThat(cache.hasStateChanged()).isTrue();
    Secret state = cache.serialize();
    assertThat(cache.hasStateChanged()).isFalse();
    try (PublicClient client = client(cache, Answers.CLIENT)) {
      client.removeAccount(client.accounts().get(0));
    }
    assertThat(cache.hasStateChanged()).isTrue();
    cache.deserialize(state.reveal());
    assertThat(cache.hasStateChanged()).isFalse();
  }

  @Test
  @Tag("S-266")
  @Tag("S-267")
  void whatIsTurnedIntoTextAndBackIsTheSame() {
    SerializableTokenCache one = SerializableTokenCache.create();
    one.add(Answers.userEvent("AT-1"));
    one.add(Answers.appEvent("AT-app"));
    SerializableTokenCache other = SerializableTokenCache.create();

    other.deserialize(one.serialize().reveal());

    assertThat(other.serialize()).isEqualTo(one.serialize());
    assertThat(silently(client(other, Answers.CLIENT))).isEqualTo("AT-1");
    assertThat(
            daemon(other).acquireForClient(ClientRequest.of(Answers.GRAPH)).accessToken().reveal())
        .isEqualTo("AT-app");
    other.deserialize(null);
    assertThat(client(other, Answers.CLIENT).accounts()).isEmpty();
    other.deserialize("");
    assertThat(other.serialize().reveal()).isEqualTo("{}");
  }

  @Test
  @Tag("W-02")
  void oneUsersTextHasNothingOfAnothers() {
    // The per-user recipe of web applications: one shared cache, its text swapped for each user.
    SerializableTokenCache shared = SerializableTokenCache.create();
    shared.add(Answers.userEvent("AT-mira"));
    String mira = shared.serialize().reveal();

    shared.deserialize("");
    assertThat(client(shared, Answers.CLIENT).accounts()).isEmpty();
    shared.add(
        TokensObtained.of(
            new ClientId(Answers.CLIENT),
            Answers.ENTRA,
            Secret.of(Answers.user("other-uid", "noel@contoso.example", "AT-noel", ""))));
    String noel = shared.serialize().reveal();

    assertThat(noel).contains("AT-noel").doesNotContain("AT-mira", "RT-AT-mira", Answers.UID);
    shared.deserialize(mira);
    assertThat(client(shared, Answers.CLIENT).accounts())
        .extracting(Account::username)
        .containsExactly(Answers.NAME);
  }

  @Test
  @Tag("W-03")
  void whatAnotherProcessRemovedStaysRemoved() {
    SerializableTokenCache here = SerializableTokenCache.create();
    here.add(Answers.userEvent("AT-1"));
    SerializableTokenCache there = SerializableTokenCache.create();
    there.deserialize(here.serialize().reveal());
    client(there, Answers.CLIENT).removeAccount(client(there, Answers.CLIENT).accounts().get(0));

    here.deserialize(there.serialize().reveal());

    assertThat(client(here, Answers.CLIENT).accounts()).isEmpty();
    here.add(Answers.appEvent("AT-app"));
    assertThat(here.serialize().reveal()).doesNotContain("AT-1", Answers.UID);
  }

  @Test
  @Tag("W-04")
  void whatIsNotUnderstoodIsWrittenBack() {
    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.deserialize("{\"Broker\":{\"k\":{\"a\":[1,null]}},\"AccessToken\":{\"odd\":{\"x\":1}}}");

    cache.add(Answers.userEvent("AT-1"));

    assertThat(cache.serialize().reveal())
        .contains("\"Broker\":{\"k\":{\"a\":[1,null]}}", "\"odd\":{\"x\":1}", "AT-1");
  }

  @Test
  void textThatCannotBeReadChangesNothing() {
    SerializableTokenCache cache = SerializableTokenCache.create();
    cache.add(Answers.userEvent("AT-1"));

    assertThatThrownBy(() -> cache.deserialize("{\"AccessToken\": the-secret"))
        .isInstanceOf(CacheException.class)
        .hasMessageNotContaining("the-secret");

    assertThat(silently(client(cache, Answers.CLIENT))).isEqualTo("AT-1");
  }

  @Test
  void aPersonOfAnotherProviderIsFoundThereAlone() {
    TokenCache cache = TokenCache.inMemory();
    Authority one = Authority.oidc(java.net.URI.create("https://idp.example/realms/one"));
    Authority other = Authority.oidc(java.net.URI.create("https://idp.example/realms/other"));
    cache.add(
        TokensObtained.of(new ClientId(Answers.CLIENT), one, Secret.of(Answers.user("AT-1")))
            .scopes(List.of("User.Read")));

    assertThat(cache.find(CacheQuery.of(AccessToken.class).realm(one.realm()))).hasSize(1);
    assertThat(cache.find(CacheQuery.of(AccessToken.class).realm(other.realm()))).isEmpty();
  }
}
