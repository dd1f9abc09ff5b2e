package dev.latchkey.application.broker;

import dev.latchkey.application.request.CallOptions;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The broker of the device, as far as one client may ask it. There may be none: the application has
 * not opted in, the adapter could not be brought up, or no broker answers here. Then flows go on
 * without, and nobody is told but the log. Safe for concurrent use.
 */
public final class DeviceBroker implements AutoCloseable {

  // A broker may have to be started first by whoever asks.
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(5);

  // One that is installed or started later is found; one that is not there costs nothing meanwhile.
  private static final Duration ABSENT_FOR = Duration.ofMinutes(1);

  // As many as no device has people.
  private static final int MOST_SIGNED_OUT = 10_000;

  private final ClientId clientId;
  private final @Nullable Broker broker;
  private final boolean isClosedHere;
  private final URI redirectUri;
  private final TimeSource time;
  private final Set<HomeAccountId> signedOut = ConcurrentHashMap.newKeySet();
  private volatile boolean present;
  private volatile @Nullable Deadline absentUntil;

  /**
   * A broker to ask.
   *
   * @param clientId the application
   * @param broker the adapter; null for none
   * @param isClosedHere whether it is closed with this
   * @param redirectUri what the application is registered with for this platform's broker
   * @param time measures
   */
  public DeviceBroker(
      ClientId clientId,
      @Nullable Broker broker,
      boolean isClosedHere,
      URI redirectUri,
      TimeSource time) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.broker = broker;
    this.isClosedHere = isClosedHere;
    this.redirectUri = Objects.requireNonNull(redirectUri, "redirect URI");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Tells, without asking, whether a broker may be asked about an authority. Those of ADFS, B2C,
   * External ID and OpenID Connect are none of a broker's.
   *
   * @param authority who issues the tokens
   * @return whether it may
   */
  public boolean mayServe(Authority authority) {
    return broker != null && authority instanceof EntraAuthority;
  }

  /**
   * Tells, without asking, whether a broker may be asked for a token. It binds tokens to keys of
   * its own, and not to the application's.
   *
   * @param authority who issues the token
   * @param options what the caller adds
   * @return whether it may
   */
  public boolean mayServe(Authority authority, CallOptions options) {
    return mayServe(authority) && !(options.authScheme().orElse(null) instanceof KeyBoundScheme);
  }

  /**
   * Finds out whether a broker serves an authority. One that has answered once is there for good:
   * what it fails in later is told, and not passed over.
   *
   * @param authority who issues the tokens
   * @param cancellation ends the wait
   * @return whether it does
   */
  public boolean serves(Authority authority, Cancellation cancellation) {
    return mayServe(authority) && isHere(cancellation);
  }

  /**
   * Finds out whether a broker serves a wish.
   *
   * @param authority who issues the token
   * @param options what the caller adds
   * @param cancellation ends the wait
   * @return whether it does
   */
  public boolean serves(Authority authority, CallOptions options, Cancellation cancellation) {
    return mayServe(authority, options) && isHere(cancellation);
  }

  private boolean isHere(Cancellation cancellation) {
    Deadline absent = absentUntil;
    if (present || absent != null && !absent.hasPassed()) {
      return present;
    }
    BrokerAvailability found = look(cancellation);
    if (found.available()) {
      present = true;
    } else {
      absentUntil = Deadline.after(ABSENT_FOR, time);
      log()
          .log(
              System.Logger.Level.INFO, "no identity broker is asked for now: {0}", found.detail());
    }
    return present;
  }

  private BrokerAvailability look(Cancellation cancellation) {
    try {
      return broker().availability(Deadline.after(ANSWERS_WITHIN, time), cancellation);
    } catch (CancelledException e) {
      throw e;
    } catch (TokenException e) {
      return BrokerAvailability.absent(String.valueOf(e.getMessage()));
    }
  }

  Broker broker() {
    return Objects.requireNonNull(broker, "broker");
  }

  URI redirectUri() {
    return redirectUri;
  }

  BrokerCall call(CorrelationId id) {
    return BrokerCall.of(clientId, redirectUri, id);
  }

  /**
   * Notes that a person has signed out: brokers that cannot do that would bring them back.
   *
   * @param person who
   */
  public void signedOut(HomeAccountId person) {
    if (broker != null && signedOut.size() < MOST_SIGNED_OUT) {
      signedOut.add(person);
    }
  }

  /**
   * Tells whether a person has signed out of this client and not in again.
   *
   * @param person who
   * @return whether they have
   */
  public boolean isSignedOut(HomeAccountId person) {
    return signedOut.contains(person);
  }

  void signedIn(HomeAccountId person) {
    signedOut.remove(person);
  }

  /** Closes the adapter, if it was opened for this. */
  @Override
  public void close() {
    if (broker != null && isClosedHere) {
      broker.close();
    }
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(DeviceBroker.class.getName());
  }
}
