package dev.latchkey.application.broker;

import dev.latchkey.application.idtoken.ClientInfo;
import dev.latchkey.application.idtoken.HomeAccounts;
import dev.latchkey.application.idtoken.IdTokenExpectation;
import dev.latchkey.application.idtoken.IdTokenReader;
import dev.latchkey.application.protocol.TokenAnswer;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is said with the broker about one wish, under one correlation id. */
public final class BrokerConversation {

  /** How the other libraries of the family mark accounts that a broker established. */
  static final String SOURCE = "broker";

  private final BrokerTokens tokens;
  private final BrokerWish wish;
  private final CorrelationId id;
  private final RefreshReason reason;
  private final Cancellation cancellation;
  private final long start;
  private final Deadline deadline;

  BrokerConversation(
      BrokerTokens tokens,
      BrokerWish wish,
      CorrelationId id,
      RefreshReason reason,
      Cancellation cancellation) {
    this.tokens = tokens;
    this.wish = wish;
    this.id = id;
    this.reason = reason;
    this.cancellation = cancellation;
    this.start = tokens.time().nanoTime();
    this.deadline = tokens.deadline();
  }

  /**
   * Asks without disturbing anybody.
   *
   * @param account whose token; null for the default account of the system
   * @param toRenew the access token that is not to come back, or null
   * @return the answer
   */
  public BrokerAnswer silently(@Nullable BrokerAccount account, @Nullable Secret toRenew) {
    return tokens
        .device()
        .broker()
        .acquireSilently(
            request().account(account).accessTokenToRenew(toRenew).build(), deadline, cancellation);
  }

  /**
   * Asks a person.
   *
   * @param parent the window above which
   * @param loginHint who will probably sign in, or null
   * @param prompt what to ask the person, or null
   * @param limit how long the person may take
   * @return the answer
   */
  public BrokerAnswer interactively(
      ParentWindow parent, @Nullable String loginHint, @Nullable String prompt, Deadline limit) {
    return tokens
        .device()
        .broker()
        .acquireInteractively(
            request().loginHint(loginHint).prompt(prompt).build(), parent, limit, cancellation);
  }

  /**
   * Signs a person in whose password is known.
   *
   * @param username the name
   * @param password the password
   * @return the answer
   */
  public BrokerAnswer byPassword(String username, Secret password) {
    return tokens
        .passwordSignIn()
        .orElseThrow()
        .acquire(request().loginHint(username).build(), password, deadline, cancellation);
  }

  private BrokerRequest.Builder request() {
    return BrokerRequest.builder(
            tokens.device().call(id), wish.audience().authority().uri(), wish.scopes())
        .authorityValidated(tokens.authorityValidated())
        .claims(tokens.claims(wish))
        .proof(wish.proof())
        .parameters(wish.allParameters());
  }

  /**
   * Keeps the tokens of a person who has signed in.
   *
   * @param answer the answer
   * @param username the name the person gave, for where the answer has none; or null
   * @return the result
   * @throws dev.latchkey.domain.error.TokenException if the answer is a refusal
   */
  public TokenResult keepSignIn(BrokerAnswer answer, @Nullable String username) {
    BrokerToken token = required(answer);
    UserAnswer read = read(token, null);
    if (read.person() != null) {
      tokens.device().signedIn(read.person());
    }
    return finished(tokens.tokens().keep(read, signIn(token, username)), token);
  }

  /**
   * Keeps what came for a person who was not asked, unless they signed out meanwhile.
   *
   * @param answer the answer
   * @param asked the person
   * @param isGone whether the person has signed out, by what is kept of them
   * @return the result
   * @throws dev.latchkey.domain.error.TokenException if the answer is a refusal, or about another
   */
  public TokenResult keepRenewal(
      BrokerAnswer answer, Account asked, Predicate<CachePartition> isGone) {
    BrokerToken token = required(answer);
    UserAnswer read = read(token, asked.homeAccountId());
    if (!asked.homeAccountId().equals(read.person())) {
      throw new BrokerException(
          "the identity broker answered with tokens of another person; nothing was kept",
          details(),
          null);
    }
    return finished(
        tokens
            .tokens()
            .keepUnless(
                read,
                signIn(token, asked.username()),
                asked,
                known -> isGone.test(known) || tokens.device().isSignedOut(asked.homeAccountId())),
        token);
  }

  private BrokerToken required(BrokerAnswer answer) {
    if (answer instanceof BrokerRefusal refusal) {
      throw new BrokerRefusals(tokens.device().redirectUri()).exception(refusal, id);
    }
    if (answer instanceof BrokerToken token) {
      return token;
    }
    throw new AssertionError(answer);
  }

  private SignIn signIn(BrokerToken token, @Nullable String username) {
    String name =
        token.account().map(BrokerAccount::username).filter(it -> !it.isEmpty()).orElse(username);
    SignIn signIn = SignIn.of(wish.scopes(), wish.options().extendedKey().orElse(null)).by(SOURCE);
    SignIn named = name == null ? signIn : signIn.named(name);
    return token
        .account()
        .flatMap(BrokerAccount::localAccountId)
        .map(named::localAccountId)
        .orElse(named);
  }

  private TokenResult finished(TokenResult kept, BrokerToken token) {
    return (wish.isSigned() ? signed(kept, token) : kept)
        .toBuilder()
            .source(TokenSource.BROKER, reason)
            .cost(Duration.ofNanos(tokens.time().nanoTime() - start), 0)
            .correlationId(id)
            .build();
  }

  // A signed request is good for that request alone: it is handed out, and was not kept.
  private TokenResult signed(TokenResult kept, BrokerToken token) {
    TokenResult.Builder signed =
        TokenResult.builder(token.accessToken(), Lifetime.of(tokens.time().moment(), life(token)))
            .tokenType(token.type())
            .scopes(kept.scopes())
            .realm(kept.realm())
            .account(kept.account().orElse(null));
    if (kept.idToken().isPresent() && kept.idTokenClaims().isPresent()) {
      signed.idToken(kept.idToken().get(), kept.idTokenClaims().get());
    }
    return signed.build();
  }

  private UserAnswer read(BrokerToken token, @Nullable HomeAccountId asked) {
    if (TokenType.POP.equals(token.type()) != wish.isSigned()) {
      throw new BrokerException(
          "the identity broker answered with a token of type "
              + token.type()
              + (wish.isSigned() ? ", pop was asked for" : ", none was asked for"),
          details(),
          null);
    }
    Optional<IdTokenClaims> claims = token.idToken().map(this::claims);
    HomeAccountId person =
        clientInfo(token)
            .or(() -> token.account().map(BrokerAccount::homeAccountId))
            .or(() -> Optional.ofNullable(asked))
            .orElse(null);
    return new UserAnswer(
        wish.audience(),
        answer(token),
        token.grantedScopes(),
        claims.orElse(null),
        person,
        realm(token, claims, person),
        null);
  }

  private IdTokenClaims claims(Secret idToken) {
    IdTokenExpectation expected =
        IdTokenExpectation.of(wish.audience().clientId(), tokens.timePolicy());
    return new IdTokenReader()
        .read(
            idToken,
            wish.maxAge() == null ? expected : expected.maxAge(wish.maxAge()),
            tokens.time().instant(),
            details());
  }

  private Optional<HomeAccountId> clientInfo(BrokerToken token) {
    try {
      return token
          .clientInfo()
          .flatMap(ClientInfo::parse)
          .flatMap(it -> HomeAccounts.homeAccountId(wish.audience().authority(), it, null));
    } catch (IllegalArgumentException e) {
      throw new BrokerException(
          "the identity broker's answer cannot be used: " + e.getMessage(), details(), e);
    }
  }

  private Realm realm(
      BrokerToken token, Optional<IdTokenClaims> claims, @Nullable HomeAccountId person) {
    Authority authority = wish.audience().authority();
    Optional<Realm> told =
        claims
            .flatMap(IdTokenClaims::tenantId)
            .map(it -> new Realm(it.toLowerCase(Locale.ROOT)))
            .or(() -> token.account().flatMap(BrokerAccount::realm));
    if (told.isPresent() || person == null || !authority.realm().isAnyTenant()) {
      return told.orElse(authority.realm());
    }
    String home = person.value().substring(person.value().lastIndexOf('.') + 1);
    return new Realm(home.toLowerCase(Locale.ROOT));
  }

  private TokenAnswer answer(BrokerToken token) {
    Instant now = tokens.time().instant();
    return new TokenAnswer(
        wish.isSigned() ? null : token.accessToken(),
        token.type(),
        life(token),
        token.extendedExpiresAt().map(it -> Duration.between(now, it)).orElse(null),
        null,
        token.grantedScopes(),
        null,
        null,
        token.idToken().orElse(null),
        token.clientInfo().orElse(null),
        null,
        null);
  }

  private Duration life(BrokerToken token) {
    Duration life = Duration.between(tokens.time().instant(), token.expiresAt());
    if (life.isNegative() || life.isZero()) {
      throw new BrokerException(
          "the identity broker answered with a token that has expired; is the clock right?",
          details(),
          null);
    }
    return life;
  }

  private FailureDetails details() {
    return FailureDetails.none().withCorrelationId(id);
  }

  /**
   * Tells whom an answer is about.
   *
   * @param token the answer
   * @return the name they sign in with; empty if it does not tell
   */
  public Optional<String> username(BrokerToken token) {
    return token
        .idToken()
        .map(this::claims)
        .flatMap(HomeAccounts::username)
        .or(() -> token.account().map(BrokerAccount::username));
  }
}
