package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.broker.BrokerAccount;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerCall;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerRequest;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Broker} does, shown with a broker that misbehaves on demand. A subclass says
 * how to set one up that knows {@link #PERSON} alone.
 *
 * @since 0.1
 */
@DisplayName("A broker")
@Timeout(60)
public abstract class BrokerContract {

  /** Who is signed in to the device. */
  protected static final HomeAccountId PERSON =
      new HomeAccountId(
          "5a4b3c2d-0000-4000-8000-000000000001.9b8a7f6e-5d4c-4b3a-a291-665544332211");

  /** The name of the person. */
  protected static final String NAME = "mira@contoso.example";

  /** The access token that the broker answers with. */
  protected static final String TOKEN = "token-of-the-broker-0001";

  /** What the broker says when it refuses. */
  protected static final String CONTEXT = "AADSTS50076: \u001b[31mhush mira";

  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final TimeSource TIME = TimeSource.system();
  private static final BrokerCall CALL =
      BrokerCall.of(
          new ClientId("app"),
          URI.create("https://login.microsoftonline.com/common/oauth2/nativeclient"),
          new CorrelationId(new UUID(1, 2)));
  private static final BrokerAccount ACCOUNT =
      BrokerAccount.of(PERSON, new Environment("login.windows.net"), NAME);

  private @Nullable Broker opened;

  /**
   * How a broker behaves when it is asked for a token.
   *
   * @since 0.1
   */
  protected enum Behaviour {
    /** As it should. */
    ANSWERS,
    /** Wants to see a person, with {@link #CONTEXT}. */
    REFUSES,
    /** Says nothing. */
    HANGS,
    /** Ends in the middle of the call. */
    DIES,
    /** Answers with 2 MiB. */
    FLOODS,
    /** Answers with something that is not in its language. */
    BABBLES,
    /** Answers twice. */
    REPEATS,
    /** Answers after somebody else has answered in its place. */
    IS_FORGED
  }

  /** For subclasses. */
  protected BrokerContract() {}

  /**
   * Opens the broker under test.
   *
   * @return the broker
   */
  protected abstract Broker open();

  /**
   * Sets the stage before a call.
   *
   * @param behaviour how the broker behaves from now on
   */
  protected abstract void behave(Behaviour behaviour);

  /** Takes the broker off the device. */
  protected abstract void remove();

  /**
   * Tells whether the broker has a list of people. One that finds them by their ids alone lists
   * nobody.
   *
   * @return true by default
   */
  protected boolean listsPeople() {
    return true;
  }

  @BeforeEach
  void openIt() {
    opened = open();
  }

  @AfterEach
  void closeIt() {
    broker().close();
  }

  private Broker broker() {
    return Objects.requireNonNull(opened, "broker");
  }

  private static BrokerRequest.Builder request() {
    return BrokerRequest.builder(
        CALL, URI.create("https://login.microsoftonline.com/common"), Scopes.of("User.Read"));
  }

  private BrokerAnswer silently(Duration limit, Cancellation cancellation) {
    return broker()
        .acquireSilently(
            request().account(ACCOUNT).build(), Deadline.after(limit, TIME), cancellation);
  }

  private BrokerAnswer silently() {
    return silently(AMPLE, Cancellation.none());
  }

  private BrokerAnswer interactively(Duration limit, Cancellation cancellation) {
    return broker()
        .acquireInteractively(
            request().build(), ParentWindow.console(), Deadline.after(limit, TIME), cancellation);
  }

  private static void assertToken(BrokerAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            BrokerToken.class,
            it -> {
              assertThat(it.accessToken().reveal()).isEqualTo(TOKEN);
              assertThat(it.type()).isEqualTo(TokenType.BEARER);
              assertThat(it.grantedScopes().values()).contains("User.Read");
              assertThat(it.expiresAt()).isAfter(TIME.instant());
            });
  }

  @Test
  @DisplayName("tells its version")
  void tellsItsVersion() {
    assertThat(broker().availability(Deadline.after(AMPLE, TIME), Cancellation.none()))
        .satisfies(
            it -> {
              assertThat(it.available()).isTrue();
              assertThat(it.detail()).isNotBlank();
            });
  }

  // M-08
  @Test
  @DisplayName("tells within 200 ms that it is not there")
  void tellsThatItIsNotThere() {
    broker().availability(Deadline.after(AMPLE, TIME), Cancellation.none());
    remove();
    long begin = System.nanoTime();
    assertThat(broker().availability(Deadline.after(AMPLE, TIME), Cancellation.none()).available())
        .isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(200));
    assertThatThrownBy(this::silently).isInstanceOf(BrokerException.class);
  }

  @Test
  @DisplayName("gives a token with and without a window")
  void givesATokenWithAndWithoutAWindow() {
    behave(Behaviour.ANSWERS);
    assertToken(silently());
    assertToken(interactively(AMPLE, Cancellation.none()));
  }

  @Test
  @DisplayName("gives the default account's token to who names none")
  void servesTheDefaultAccount() {
    behave(Behaviour.ANSWERS);
    assertToken(
        broker()
            .acquireSilently(request().build(), Deadline.after(AMPLE, TIME), Cancellation.none()));
  }

  @Test
  @DisplayName("takes a refusal for an answer, and shows nothing of its text")
  void refusalIsAnAnswer() {
    behave(Behaviour.REFUSES);
    assertThat(silently())
        .isInstanceOfSatisfying(
            BrokerRefusal.class,
            it -> {
              assertThat(it.status()).isEqualTo(BrokerStatus.INTERACTION_REQUIRED);
              assertThat(it.context()).isEqualTo(CONTEXT);
              assertThat(it.toString()).doesNotContain("mira").doesNotContain("\u001b");
            });
  }

  // M-07
  @Test
  @DisplayName("fails if it dies in the middle of a call, and works once it is back")
  void diesAndComesBack() {
    failsAndRecovers(Behaviour.DIES);
  }

  // M-07
  @Test
  @DisplayName("fails if the answer is longer than 1 MiB, and works afterwards")
  void readsNoFloods() {
    failsAndRecovers(Behaviour.FLOODS);
  }

  // M-07
  @Test
  @DisplayName("fails if the answer cannot be read, and works afterwards")
  void readsNoBabble() {
    failsAndRecovers(Behaviour.BABBLES);
  }

  private void failsAndRecovers(Behaviour behaviour) {
    behave(behaviour);
    assertThatThrownBy(this::silently).isInstanceOf(BrokerException.class);
    behave(Behaviour.ANSWERS);
    assertToken(silently());
  }

  // M-07
  @Test
  @DisplayName("takes an answer once")
  void takesAnAnswerOnce() {
    answers(Behaviour.REPEATS);
  }

  // M-06
  @Test
  @DisplayName("takes answers from the broker alone")
  void takesNoForgedAnswer() {
    answers(Behaviour.IS_FORGED);
  }

  private void answers(Behaviour behaviour) {
    behave(behaviour);
    assertToken(silently());
    assertToken(silently());
  }

  // M-07
  @Test
  @DisplayName("ends by the deadline, within ten per cent")
  void endsByTheDeadline() {
    behave(Behaviour.HANGS);
    long begin = System.nanoTime();
    assertThatThrownBy(() -> silently(SHORT, Cancellation.none()))
        .isInstanceOfSatisfying(BrokerException.class, it -> assertThat(it.isTransient()).isTrue());
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(SHORT.multipliedBy(9).dividedBy(10), SHORT.multipliedBy(11).dividedBy(10));
  }

  @Test
  @DisplayName("ends within 500 ms of a cancellation")
  void endsWhenCancelled() {
    behave(Behaviour.HANGS);
    Cancellation cancellation = Cancellation.create();
    CompletableFuture<Long> cancelled =
        CompletableFuture.supplyAsync(
            () -> {
              cancellation.cancel();
              return System.nanoTime();
            },
            CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
    assertThatThrownBy(() -> interactively(AMPLE, cancellation))
        .isInstanceOf(CancelledException.class);
    assertThat(Duration.ofNanos(System.nanoTime() - cancelled.join()))
        .isLessThan(Duration.ofMillis(500));
  }

  @Test
  @DisplayName("takes an interrupt for a cancellation, and leaves the flag set")
  void endsWhenInterrupted() {
    behave(Behaviour.HANGS);
    Thread here = Thread.currentThread();
    CompletableFuture<Void> interrupted =
        CompletableFuture.runAsync(
            here::interrupt, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS));
    assertThatThrownBy(() -> interactively(AMPLE, Cancellation.none()))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    interrupted.join();
  }

  @Test
  @DisplayName("asks nobody for a call that was cancelled before")
  void asksNobodyWhenCancelledBefore() {
    Cancellation cancellation = Cancellation.create();
    cancellation.cancel();
    assertThatThrownBy(() -> silently(AMPLE, cancellation)).isInstanceOf(CancelledException.class);
  }

  @Test
  @DisplayName("lists the people it knows, and signs out those it does not")
  void knowsPeople() {
    List<BrokerAccount> people =
        broker().accounts(CALL, Deadline.after(AMPLE, TIME), Cancellation.none());
    assertThat(people).hasSize(listsPeople() ? 1 : 0);
    assertThat(people)
        .allSatisfy(
            it -> {
              assertThat(it.homeAccountId()).isEqualTo(PERSON);
              assertThat(it.username()).isEqualTo(NAME);
            });
    broker()
        .removeAccount(
            CALL,
            BrokerAccount.of(
                new HomeAccountId("nobody.nowhere"), new Environment("login.windows.net"), ""),
            Deadline.after(AMPLE, TIME),
            Cancellation.none());
  }

  @Test
  @DisplayName("serves many at a time")
  void servesMany() {
    behave(Behaviour.ANSWERS);
    List<CompletableFuture<BrokerAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(CompletableFuture.supplyAsync(this::silently));
    }
    answers.forEach(it -> assertToken(it.join()));
  }

  @Test
  @DisplayName("closes twice, and is not used after")
  void closes() {
    broker().close();
    broker().close();
    assertThatThrownBy(this::silently).isInstanceOf(IllegalStateException.class);
  }
}
