package dev.latchkey.application.broker;

import dev.latchkey.application.protocol.ClaimsParameter;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.PasswordSignIn;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens calls to the broker of the device, one for each wish. Safe for concurrent use. */
public final class BrokerTokens {

  private final DeviceBroker device;
  private final UserTokens tokens;
  private final ClaimsParameter claims;
  private final boolean authorityValidated;
  private final @Nullable IdTokenTimePolicy timePolicy;
  private final TimeSource time;
  private final RandomSource random;
  private final Duration timeout;

  /**
   * Asks a broker.
   *
   * @param device the broker
   * @param tokens keeps what it answers
   * @param claims writes what claims are asked for
   * @param authorityValidated whether the broker is to check that authorities are known ones
   * @param timePolicy what happens where times disagree; null for what the kind of authority has
   * @param time measures
   * @param random makes correlation ids
   * @param timeout how long a call may take in which nobody is asked anything
   */
  public BrokerTokens(
      DeviceBroker device,
      UserTokens tokens,
      ClaimsParameter claims,
      boolean authorityValidated,
      @Nullable IdTokenTimePolicy timePolicy,
      TimeSource time,
      RandomSource random,
      Duration timeout) {
    this.device = Objects.requireNonNull(device, "device");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.claims = Objects.requireNonNull(claims, "claims");
    this.authorityValidated = authorityValidated;
    this.timePolicy = timePolicy;
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.timeout = Objects.requireNonNull(timeout, "timeout");
  }

  /** {@return the broker} */
  public DeviceBroker device() {
    return device;
  }

  /**
   * Finds out whether a broker that takes passwords serves a wish. Others are passed by.
   *
   * @param authority who issues the tokens
   * @param options what the caller adds
   * @param cancellation ends the wait
   * @return whether one does
   */
  public boolean takesPasswords(
      Authority authority, CallOptions options, Cancellation cancellation) {
    return device.serves(authority, options, cancellation) && passwordSignIn().isPresent();
  }

  Optional<PasswordSignIn> passwordSignIn() {
    return device.broker().passwordSignIn();
  }

  /**
   * Lists the people whom the broker knows.
   *
   * @param cancellation ends the wait
   * @return the people
   */
  public List<BrokerAccount> accounts(Cancellation cancellation) {
    return device.broker().accounts(device.call(newId()), deadline(), cancellation);
  }

  /**
   * Has the broker sign a browser in.
   *
   * @param account the person
   * @param authority where they sign in
   * @param page the sign-in page that the browser is at
   * @param cancellation ends the wait
   * @return the cookies; empty if the broker has none to give
   */
  public List<SsoCookies.Cookie> cookies(
      BrokerAccount account, Authority authority, URI page, Cancellation cancellation) {
    return device
        .broker()
        .ssoCookies()
        .map(
            it ->
                it.acquire(
                    BrokerRequest.builder(device.call(newId()), authority.uri(), Scopes.none())
                        .authorityValidated(authorityValidated)
                        .account(account)
                        .build(),
                    page,
                    deadline(),
                    cancellation))
        .orElse(List.of());
  }

  /**
   * Signs a person out, as far as the broker can. What it refuses is no reason to remember them
   * here, and is told to the log alone.
   *
   * @param account the person
   * @param authority where they signed in
   * @param cancellation ends the wait
   */
  public void signOut(BrokerAccount account, Authority authority, Cancellation cancellation) {
    device.signedOut(account.homeAccountId());
    try {
      if (device.serves(authority, cancellation)) {
        device.broker().removeAccount(device.call(newId()), account, deadline(), cancellation);
      }
    } catch (TokenException e) {
      log()
          .log(
              System.Logger.Level.WARNING,
              "the identity broker did not sign the person out: {0}",
              e.getMessage());
    }
  }

  private CorrelationId newId() {
    return new CorrelationId(random.uuid());
  }

  /**
   * Opens a call.
   *
   * @param wish what is asked for
   * @param reason why the cache does not answer
   * @param cancellation ends it early
   * @return the call
   */
  public BrokerConversation open(BrokerWish wish, RefreshReason reason, Cancellation cancellation) {
    CorrelationId id = wish.options().correlationId().orElseGet(this::newId);
    return new BrokerConversation(this, wish, id, reason, cancellation);
  }

  UserTokens tokens() {
    return tokens;
  }

  @Nullable String claims(BrokerWish wish) {
    return claims.of(wish.options());
  }

  boolean authorityValidated() {
    return authorityValidated;
  }

  IdTokenTimePolicy timePolicy() {
    return timePolicy == null ? IdTokenTimePolicy.WARN : timePolicy;
  }

  TimeSource time() {
    return time;
  }

  Deadline deadline() {
    return Deadline.after(timeout, time);
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(BrokerTokens.class.getName());
  }
}
