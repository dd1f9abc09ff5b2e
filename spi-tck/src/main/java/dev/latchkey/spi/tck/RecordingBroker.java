package dev.latchkey.spi.tck;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerAvailability;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.broker.PasswordSignIn;
import dev.latchkey.spi.broker.SsoCookies;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A broker that answers from a script and keeps what it was asked. It is there, knows nobody, and
 * wants to see a person, until told otherwise. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class RecordingBroker implements Broker {

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Map<Kind, Deque<BrokerAnswer>> script = new EnumMap<>(Kind.class);
  private final Map<Kind, BrokerAnswer> last = new ConcurrentHashMap<>();
  private volatile BrokerAvailability availability = BrokerAvailability.present("1.0");
  private volatile List<BrokerAccount> people = List.of();
  private volatile @Nullable RuntimeException failure;
  private volatile boolean takesPasswords = true;
  private volatile boolean closed;

  /** Begins without a script. */
  public RecordingBroker() {
    for (Kind kind : Kind.values()) {
      script.put(kind, new ConcurrentLinkedDeque<>());
    }
  }

  /**
   * What a broker is asked to do.
   *
   * @since 0.1
   */
  public enum Kind {
    /** Whether it is there. */
    AVAILABILITY,
    /** A token without a window. */
    SILENT,
    /** A token with one. */
    INTERACTIVE,
    /** A token for a password. */
    PASSWORD,
    /** The people it knows. */
    ACCOUNTS,
    /** To sign a person out. */
    SIGN_OUT,
    /** Cookies for a browser. */
    COOKIES
  }

  /**
   * One thing it was asked.
   *
   * @param kind what
   * @param request the wish, or null
   * @param parent the window, or null
   * @param account the person to sign out, or null
   * @param password the password, or null
   * @since 0.1
   */
  public record Call(
      Kind kind,
      @Nullable BrokerRequest request,
      @Nullable ParentWindow parent,
      @Nullable BrokerAccount account,
      @Nullable Secret password) {

    /** {@return the wish of a call that has one} */
    public BrokerRequest wish() {
      return Objects.requireNonNull(request, "request");
    }

    /** {@return what was asked, and not of whom} */
    @Override
    public String toString() {
      return "Call[" + kind + "]";
    }
  }

  /**
   * Answers the next wish of a kind; the last answer is given again.
   *
   * @param kind the kind of wish
   * @param answer the answer
   * @return this broker
   */
  public RecordingBroker then(Kind kind, BrokerAnswer answer) {
    queue(kind).add(answer);
    return this;
  }

  private Deque<BrokerAnswer> queue(Kind kind) {
    return Objects.requireNonNull(script.get(kind), "script");
  }

  /**
   * Says whether it is there.
   *
   * @param value the finding
   * @return this broker
   */
  public RecordingBroker availability(BrokerAvailability value) {
    this.availability = Objects.requireNonNull(value, "availability");
    return this;
  }

  /**
   * Says whom it knows.
   *
   * @param accounts the people
   * @return this broker
   */
  public RecordingBroker knows(BrokerAccount... accounts) {
    this.people = List.of(accounts);
    return this;
  }

  /**
   * Says whether it takes passwords.
   *
   * @param value true by default
   * @return this broker
   */
  public RecordingBroker takesPasswords(boolean value) {
    this.takesPasswords = value;
    return this;
  }

  /**
   * Fails all but the question whether it is there, from now on.
   *
   * @param exception is thrown; null to work again
   * @return this broker
   */
  public RecordingBroker failing(@Nullable RuntimeException exception) {
    this.failure = exception;
    return this;
  }

  /** {@return all that it was asked, in order} */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /**
   * Tells what it was asked of one kind.
   *
   * @param kind the kind
   * @return the calls, in order
   */
  public List<Call> calls(Kind kind) {
    return calls.stream().filter(it -> it.kind() == kind).toList();
  }

  /** {@return whether it was closed} */
  public boolean isClosed() {
    return closed;
  }

  @Override
  public BrokerAvailability availability(Deadline deadline, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    calls.add(new Call(Kind.AVAILABILITY, null, null, null, null));
    return availability;
  }

  @Override
  public BrokerAnswer acquireSilently(
      BrokerRequest request, Deadline deadline, Cancellation cancellation) {
    return answer(new Call(Kind.SILENT, request, null, null, null), cancellation);
  }

  @Override
  public BrokerAnswer acquireInteractively(
      BrokerRequest request, ParentWindow parent, Deadline deadline, Cancellation cancellation) {
    return answer(new Call(Kind.INTERACTIVE, request, parent, null, null), cancellation);
  }

  @Override
  public List<BrokerAccount> accounts(
      BrokerCall call, Deadline deadline, Cancellation cancellation) {
    note(new Call(Kind.ACCOUNTS, null, null, null, null), cancellation);
    return people;
  }

  @Override
  public void removeAccount(
      BrokerCall call, BrokerAccount account, Deadline deadline, Cancellation cancellation) {
    note(new Call(Kind.SIGN_OUT, null, null, account, null), cancellation);
  }

  @Override
  public Optional<PasswordSignIn> passwordSignIn() {
    return takesPasswords
        ? Optional.of(
            (request, password, deadline, cancellation) ->
                answer(new Call(Kind.PASSWORD, request, null, null, password), cancellation))
        : Optional.empty();
  }

  @Override
  public Optional<SsoCookies> ssoCookies() {
    return Optional.of(
        (request, page, deadline, cancellation) -> {
          note(new Call(Kind.COOKIES, request, null, null, null), cancellation);
          return List.of(
              new SsoCookies.Cookie(
                  "x-ms-RefreshTokenCredential", Secret.of("cookie-for-" + page.getHost())));
        });
  }

  private BrokerAnswer answer(Call call, Cancellation cancellation) {
    note(call, cancellation);
    BrokerAnswer next = queue(call.kind()).poll();
    if (next != null) {
      last.put(call.kind(), next);
      return next;
    }
    return last.getOrDefault(
        call.kind(), BrokerRefusal.of(BrokerStatus.INTERACTION_REQUIRED, "nobody is signed in"));
  }

  private void note(Call call, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    calls.add(call);
    RuntimeException thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
