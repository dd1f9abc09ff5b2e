package dev.latchkey.application.silent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.accounts.ListAccounts;
import dev.latchkey.application.accounts.RemoveAccount;
import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.DeviceBroker;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.idtoken.IdTokenValidation;
import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.protocol.CloudShellEndpoint;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.protocol.ProductHeaders;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.application.protocol.ResponseCache;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.user.CloudShell;
import dev.latchkey.application.user.CloudShellSign;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AccountRecord;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Which refresh tokens are tried, in which order, and what is kept, where clients share a cache.
 */
class FamilyTest {

  private static final Pattern SENT = Pattern.compile("refresh_token=([^&]*)");
  private static final ClientId OWN = new ClientId("own");
  private static final ClientId SISTER = new ClientId("sister");
  private static final Environment HOST = new Environment("login.windows.net");
  private static final Realm REALM = new Realm("utid");
  private static final HomeAccountId PERSON = new HomeAccountId("uid.utid");
  private static final PartitionKey.User KEY = new PartitionKey.User(PERSON);
  private static final Account ACCOUNT = Account.of(PERSON, HOST, "mira");

  private final PartitionedCache cache = new PartitionedCache(1 << 20);
  private final ManualTimeSource time = new ManualTimeSource();
  private final List<String> tried = new ArrayList<>();
  private final Map<String, String> answers = new TreeMap<>();
  private Runnable meanwhile = () -> {};
  private Runnable beforeTheFlight = () -> {};

  private AcquireSilently silent(ClientId client) {
    Events events = new Events(null);
    ProductHeaders headers = ProductHeaders.of("1", "test", null, null);
    Wire wire =
        new Wire(
            (request, deadline, cancellation) -> answer(request),
            ResiliencePolicy.bare(),
            new ResponseCache(
                null, ResiliencePolicy.bare(), Duration.ofSeconds(5), time, RandomSource.system()),
            time,
            RandomSource.system(),
            headers);
    UserExchange exchange =
        new UserExchange(
            new AuthorityResolver(true, Instances.builtIn(), Duration.ofDays(6), time),
            new TokenEndpoint(new PublicIdentity(client), new TokenResponseReader(time)),
            new ClaimsParameter(List.of()),
            new IdTokenValidation(time, null, null));
    SilentRefresh refresh =
        new SilentRefresh(
            exchange,
            new UserTokens(cache, time, RandomSource.system()),
            cache,
            ReservedScopes.all(),
            new Operations(wire, time, RandomSource.system(), Duration.ofSeconds(10)),
            time);
    SilentSources sources =
        new SilentSources(
            refresh,
            new SilentBroker(
                noBroker(client),
                new KnownPeople(cache),
                cache,
                refresh,
                new Acquisitions("silent", time, events)),
            noShell(),
            this::fly,
            time,
            events);
    return new AcquireSilently(
        audiences(client), cache, () -> sources, noSign(), false, time, events);
  }

  private void fly(Runnable flight) {
    Runnable before = beforeTheFlight;
    beforeTheFlight = () -> {};
    before.run();
    flight.run();
  }

  private UserAudiences audiences(ClientId client) {
    return new UserAudiences(
        client,
        Authority.parse("https://login.microsoftonline.com/utid"),
        Instances.builtIn(),
        () -> {
          throw new AssertionError("no key is asked for");
        },
        cache.values());
  }

  private BrokerTokens noBroker(ClientId client) {
    return new BrokerTokens(
        new DeviceBroker(client, null, false, URI.create("http://localhost"), time),
        new UserTokens(cache, time, RandomSource.system()),
        new ClaimsParameter(List.of()),
        true,
        null,
        time,
        RandomSource.system(),
        Duration.ofSeconds(10));
  }

  private void signOut() {
    new RemoveAccount(OWN, audiences(OWN), cache, noBroker(OWN), new KnownPeople(cache), null)
        .remove(ACCOUNT, Cancellation.none());
  }

  private static CloudShellSign noSign() {
    return new CloudShellSign(EnvironmentReader.system(), false);
  }

  private CloudShell noShell() {
    Events events = new Events(null);
    Wire wire =
        new Wire(
            (request, deadline, cancellation) -> answer(request),
            ResiliencePolicy.bare(),
            new ResponseCache(
                null, ResiliencePolicy.bare(), Duration.ofSeconds(5), time, RandomSource.system()),
            time,
            RandomSource.system(),
            ProductHeaders.of("1", "test", null, null));
    Operations operations =
        new Operations(wire, time, RandomSource.system(), Duration.ofSeconds(10));
    return new CloudShell(
        new CloudShellEndpoint(EnvironmentReader.system(), new TokenResponseReader(time)),
        noSign(),
        new UserTokens(cache, time, RandomSource.system()),
        operations,
        Runnable::run,
        time,
        events);
  }

  private HttpResponse answer(HttpRequest request) {
    String base = "https://login.microsoftonline.com/utid";
    if (request.uri().getPath().endsWith("openid-configuration")) {
      return response(
          200, "{\"issuer\":\"" + base + "\",\"token_endpoint\":\"" + base + "/token\"}");
    }
    Matcher sent = SENT.matcher(new String(request.body(), StandardCharsets.US_ASCII));
    assertThat(sent.find()).isTrue();
    tried.add(sent.group(1));
    meanwhile.run();
    String answer = answers.getOrDefault(sent.group(1), refused("bad_token"));
    return response(answer.contains("\"error\"") ? 400 : 200, answer);
  }

  private static HttpResponse response(int status, String body) {
    return HttpResponse.of(status, HttpHeaders.none(), body.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(String suberror) {
    return "{\"error\":\"invalid_grant\",\"suberror\":\"" + suberror + "\"}";
  }

  private static String granted(String token, String more) {
    return "{\"access_token\":\"" + token + "\",\"expires_in\":3600" + more + "}";
  }

  private void given(UnaryOperator<CachePartition> change) {
    cache.update(KEY, change);
  }

  private static RefreshToken token(
      String secret, ClientId client, @Nullable String family, int age) {
    return new RefreshToken(
        PERSON, HOST, client, family, Secret.of(secret), Instant.ofEpochSecond(1000 - age));
  }

  private static AccountRecord record() {
    return new AccountRecord(ACCOUNT, REALM, "uid", null);
  }

  private static SilentRequest request() {
    return SilentRequest.of(List.of("s"), ACCOUNT);
  }

  private TokenResult acquire(ClientId client) {
    return silent(client).acquire(request(), Cancellation.none());
  }

  private List<String> kept() {
    return cache.read(KEY).refreshTokens().stream().map(it -> it.secret().reveal()).toList();
  }

  @Test
  void aClientThatIsNotKnownTriesItsOwnTokenThenTheFamilys() {
    given(old -> old.with(token("family", SISTER, "1", 0)).with(token("mine", OWN, null, 5)));
    answers.put("family", granted("a", ",\"refresh_token\":\"next\",\"foci\":\"1\""));
    assertThat(acquire(OWN).accessToken().reveal()).isEqualTo("a");
    assertThat(tried).containsExactly("mine", "family");
    // The family's token stays the one row that every member finds.
    assertThat(kept()).containsExactly("mine", "next");
    assertThat(cache.read(KEY).application(OWN, HOST)).isEqualTo(new AppMetadata(OWN, HOST, "1"));
  }

  @Test
  void aMemberTriesTheFamilysTokenFirst() {
    given(
        old ->
            old.with(new AppMetadata(OWN, HOST, "1"))
                .with(token("mine", OWN, null, 0))
                .with(token("family", SISTER, "1", 5)));
    answers.put("mine", granted("a", ""));
    acquire(OWN);
    assertThat(tried).containsExactly("family", "mine");
  }

  @Test
  void aClientOfNoFamilyLeavesTheFamilysTokensAlone() {
    given(old -> old.with(new AppMetadata(OWN, HOST, null)).with(token("family", SISTER, "1", 0)));
    assertThatThrownBy(() -> acquire(OWN))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.NO_TOKEN));
    assertThat(tried).isEmpty();
  }

  @Test
  void whoIsToldToBeNoMemberRemembersIt() {
    given(old -> old.with(token("family", SISTER, "1", 0)));
    answers.put("family", refused("client_mismatch"));
    assertThatThrownBy(() -> acquire(OWN))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> assertThat(e.error().orElseThrow().suberror()).contains("client_mismatch"));
    assertThatThrownBy(() -> acquire(OWN)).isInstanceOf(InteractionRequiredException.class);
    assertThat(tried).containsExactly("family");
    assertThat(kept()).containsExactly("family");
  }

  @Test
  void aMismatchOfTheFamilyDoesNotHideWhyTheOwnTokenWasRefused() {
    given(old -> old.with(token("mine", OWN, null, 0)).with(token("family", SISTER, "1", 5)));
    answers.put("family", refused("client_mismatch"));
    assertThatThrownBy(() -> acquire(OWN))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> assertThat(e.error().orElseThrow().suberror()).contains("bad_token"));
    assertThat(kept()).as("a refusal removes nothing").containsExactly("mine", "family");
  }

  @Test
  void aNewerTokenThatAnotherProcessStoredIsTriedOnce() {
    // C-07
    given(old -> old.with(token("old", OWN, null, 5)));
    meanwhile =
        () -> {
          meanwhile = () -> {};
          given(old -> old.with(token("newer", OWN, null, 0)));
        };
    answers.put("newer", granted("a", ",\"refresh_token\":\"newest\""));
    assertThat(acquire(OWN).accessToken().reveal()).isEqualTo("a");
    assertThat(tried).containsExactly("old", "newer");
    assertThat(kept()).containsExactly("newest");
  }

  @Test
  void whoseTokenWasRefusedAndIsStillTheSameIsAskedOnce() {
    given(old -> old.with(token("old", OWN, null, 5)));
    assertThatThrownBy(() -> acquire(OWN)).isInstanceOf(InteractionRequiredException.class);
    assertThat(tried).containsExactly("old");
  }

  @Test
  void anAnswerThatComesAfterTheSignOutIsKeptByNobody() {
    given(old -> old.with(token("old", OWN, null, 5)).with(record()));
    meanwhile = this::signOut;
    answers.put("old", granted("a", ",\"refresh_token\":\"next\""));
    assertThat(acquire(OWN).accessToken().reveal()).isEqualTo("a");
    assertThat(cache.readAll()).isEmpty();
  }

  @Test
  void anAnswerThatComesSecondKeepsItsAccessTokenAndTheFirstsRefreshToken() {
    given(old -> old.with(token("old", OWN, null, 5)).with(record()));
    meanwhile = () -> given(old -> old.with(token("first", OWN, null, 0)));
    answers.put("old", granted("a", ",\"refresh_token\":\"second\""));
    acquire(OWN);
    assertThat(kept()).containsExactly("first");
    assertThat(acquire(OWN).accessToken().reveal()).isEqualTo("a");
    assertThat(tried).hasSize(1);
  }

  @Test
  void signingOutTakesTheFamilysTokensAndLeavesOtherClientsTheirs() {
    ClientId stranger = new ClientId("stranger");
    given(
        old ->
            old.with(new AppMetadata(OWN, HOST, "1"))
                .with(token("family", SISTER, "1", 0))
                .with(token("strangers", stranger, null, 0))
                .with(record()));
    signOut();
    assertThat(kept()).containsExactly("strangers");
    assertThat(new ListAccounts(List.of(HOST), cache, noSign()).list(null)).isEmpty();
    answers.put("strangers", granted("a", ""));
    assertThat(acquire(stranger).accessToken().reveal()).isEqualTo("a");
  }

  @Test
  @Tag("W-39")
  void anUnreadableIdTokenHidesNobody() {
    given(
        old ->
            old.with(record())
                .with(new IdToken(PERSON, HOST, OWN, REALM, Secret.of("no token at all"))));
    HomeAccountId other = new HomeAccountId("other.utid");
    cache.update(
        new PartitionKey.User(other),
        old -> old.with(new AccountRecord(Account.of(other, HOST, "noel"), REALM, "other", null)));
    assertThat(new ListAccounts(List.of(HOST), cache, noSign()).list(null))
        .extracting(Account::username)
        .containsExactlyInAnyOrder("mira", "noel");
  }

  @Test
  void whoeverFindsOneNewerTokenAfterTheOtherStopsAtTheFourth() {
    given(old -> old.with(token("t0", OWN, null, 100)));
    meanwhile =
        () -> given(old -> old.with(token("t" + tried.size(), OWN, null, 100 - tried.size())));
    assertThatThrownBy(() -> acquire(OWN)).isInstanceOf(InteractionRequiredException.class);
    assertThat(tried).containsExactly("t0", "t1", "t2", "t3");
  }

  @Test
  void aMismatchOfTheOwnTokenSaysNothingOfTheFamily() {
    given(old -> old.with(new AppMetadata(OWN, HOST, "1")).with(token("mine", OWN, null, 0)));
    answers.put("mine", refused("client_mismatch"));
    assertThatThrownBy(() -> acquire(OWN)).isInstanceOf(ServiceException.class);
    assertThat(cache.read(KEY).application(OWN, HOST)).isEqualTo(new AppMetadata(OWN, HOST, "1"));
  }

  @Test
  void theLastRefusalThatIsNoMismatchIsTold() {
    given(old -> old.with(token("mine", OWN, null, 0)).with(token("family", SISTER, "1", 5)));
    answers.put("family", "{\"error\":\"unauthorized_client\"}");
    assertThatThrownBy(() -> acquire(OWN))
        .isInstanceOf(ServiceException.class)
        .hasMessageContaining("unauthorized_client");
    assertThat(tried).containsExactly("mine", "family");
  }

  @Test
  void whoSignsOutBeforeTheFlightBeginsHasNothingToRefresh() {
    given(old -> old.with(token("mine", OWN, null, 0)).with(record()));
    beforeTheFlight = this::signOut;
    assertThatThrownBy(() -> acquire(OWN))
        .isInstanceOfSatisfying(
            InteractionRequiredException.class,
            e -> assertThat(e.reason()).isEqualTo(InteractionRequiredException.Reason.NO_TOKEN));
    assertThat(tried).isEmpty();
  }

  @Test
  void whatAnotherBroughtMeanwhileIsTaken() {
    given(old -> old.with(token("mine", OWN, null, 0)).with(record()));
    answers.put("mine", granted("a", ""));
    CorrelationId id = CorrelationId.parse("0f0e0d0c-0000-4000-8000-000000000001");
    beforeTheFlight = () -> acquire(OWN);
    TokenResult second = silent(OWN).acquire(request().correlationId(id), Cancellation.none());
    assertThat(second.accessToken().reveal()).isEqualTo("a");
    assertThat(second.correlationId()).contains(id);
    assertThat(tried).containsExactly("mine");
    TokenResult hit = silent(OWN).acquire(request().correlationId(id), Cancellation.none());
    assertThat(hit.correlationId()).contains(id);
    assertThat(tried).hasSize(1);
  }

  @Test
  void aTokenThatAnotherRenewedMeanwhileIsNotRenewedInTheBackground() {
    given(old -> old.with(token("mine", OWN, null, 0)).with(record()));
    answers.put("mine", granted("a", ",\"refresh_in\":600"));
    acquire(OWN);
    time.advance(Duration.ofMinutes(40));
    beforeTheFlight = () -> silent(OWN).acquire(request().forceRefresh(true), Cancellation.none());
    answers.put("mine", granted("b", ",\"refresh_in\":600"));

    assertThat(acquire(OWN).accessToken().reveal()).as("served at once").isEqualTo("a");
    assertThat(tried).as("by the other alone").hasSize(2);
    assertThat(acquire(OWN).accessToken().reveal()).isEqualTo("b");
  }

  @Test
  void aTokenThatIsDueIsServedThoughNothingCanRenewIt() {
    given(old -> old.with(token("mine", OWN, null, 0)).with(record()));
    answers.put("mine", granted("a", ",\"refresh_in\":600"));
    acquire(OWN);
    given(
        old -> {
          CachePartition left = CachePartition.empty(KEY).with(record());
          for (AccessToken token : old.accessTokens()) {
            left = left.with(token, time.moment());
          }
          return left;
        });
    time.advance(Duration.ofMinutes(40));
    assertThat(acquire(OWN).accessToken().reveal()).isEqualTo("a");
    assertThat(tried).hasSize(1);
  }
}
