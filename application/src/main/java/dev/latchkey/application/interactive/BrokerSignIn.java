package dev.latchkey.application.interactive;

import dev.latchkey.application.accounts.ListAccounts;
import dev.latchkey.application.broker.BrokerConversation;
import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.BrokerWish;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.request.AuthorizationOptions;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.UiLaunch;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.broker.BrokerRefusal;
import dev.latchkey.spi.broker.BrokerStatus;
import dev.latchkey.spi.broker.BrokerToken;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in by the broker of the device: without a window if the device knows them, with
 * the broker's own if not. What the broker refuses ends the sign-in: no browser takes its place.
 */
public final class BrokerSignIn {

  private static final Set<BrokerStatus> A_WINDOW_MAY_HELP =
      Set.of(BrokerStatus.ACCOUNT_UNUSABLE, BrokerStatus.INTERACTION_REQUIRED);

  private final BrokerTokens broker;
  private final KnownPeople people;
  private final ListAccounts accounts;
  private final Acquisitions acquisitions;
  private final TimeSource time;

  /**
   * Puts the sign-in together.
   *
   * @param broker asked
   * @param people names those who are known
   * @param accounts finds them by name
   * @param acquisitions is told
   * @param time measures the wait
   */
  public BrokerSignIn(
      BrokerTokens broker,
      KnownPeople people,
      ListAccounts accounts,
      Acquisitions acquisitions,
      TimeSource time) {
    this.broker = Objects.requireNonNull(broker, "broker");
    this.people = Objects.requireNonNull(people, "people");
    this.accounts = Objects.requireNonNull(accounts, "accounts");
    this.acquisitions = Objects.requireNonNull(acquisitions, "acquisitions");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Signs the person in.
   *
   * @param request what is asked for
   * @param audience who is asked
   * @param cancellation ends the wait
   * @return the tokens; empty if no broker serves the wish
   */
  public Optional<TokenResult> acquire(
      InteractiveRequest request, UserAudience audience, Cancellation cancellation) {
    if (!broker.device().serves(audience.authority(), request.flow().options(), cancellation)) {
      return Optional.empty();
    }
    ParentWindow parent =
        request
            .parentWindow()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "parent window is missing, above which the broker shows its own; give its"
                            + " handle by parentWindow(...), or"
                            + " PublicClient.CONSOLE_WINDOW_HANDLE in a console"));
    return Optional.of(acquisitions.tell(() -> signIn(request, parent, audience, cancellation)));
  }

  private TokenResult signIn(
      InteractiveRequest request,
      ParentWindow parent,
      UserAudience audience,
      Cancellation cancellation) {
    AuthorizationOptions says = request.flow().authorization();
    warnOfWhatABrokerDoesNotTake(says);
    BrokerConversation conversation =
        broker.open(
            new BrokerWish(
                audience,
                request.flow().scopes(),
                request.flow().options(),
                says.maxAge().orElse(null),
                says.extraQueryParameters()),
            RefreshReason.NOT_APPLICABLE,
            cancellation);
    String hint = says.loginHint().orElse(null);
    Prompt prompt = says.prompt().orElse(null);
    // What the device has may be older than the sign-in may be.
    boolean isWorthATry = says.maxAge().isEmpty() || Prompt.NONE.equals(prompt);
    if (isWorthATry) {
      Optional<TokenResult> known = ofWhoIsKnown(conversation, audience, hint, prompt);
      if (known.isPresent()) {
        return known.get();
      }
      if (prompt == null || Prompt.NONE.equals(prompt)) {
        BrokerAnswer answer = conversation.silently(null, null);
        if (Prompt.NONE.equals(prompt)) {
          requireRightPerson(conversation, answer, hint);
          return conversation.keepSignIn(answer, hint);
        }
        if (isTheAnswer(conversation, answer, hint)) {
          return conversation.keepSignIn(answer, hint);
        }
      }
    }
    cancellation.throwIfCancelled();
    request.beforeLaunchingUi().accept(UiLaunch.of(UiLaunch.Kind.BROKER));
    return conversation.keepSignIn(
        conversation.interactively(
            parent,
            Prompt.SELECT_ACCOUNT.equals(prompt) ? null : hint,
            prompt == null ? null : prompt.value(),
            deadline(request)),
        hint);
  }

  private Optional<TokenResult> ofWhoIsKnown(
      BrokerConversation conversation,
      UserAudience audience,
      @Nullable String hint,
      @Nullable Prompt prompt) {
    if (hint == null || Prompt.SELECT_ACCOUNT.equals(prompt)) {
      return Optional.empty();
    }
    List<Account> sameName = accounts.list(hint);
    if (sameName.size() != 1) {
      return Optional.empty();
    }
    BrokerAnswer answer = conversation.silently(people.named(sameName.get(0), audience), null);
    return answer instanceof BrokerToken
        ? Optional.of(conversation.keepSignIn(answer, hint))
        : Optional.empty();
  }

  private static void requireRightPerson(
      BrokerConversation conversation, BrokerAnswer answer, @Nullable String hint) {
    if (isOfAnother(conversation, answer, hint)) {
      throw new InteractionRequiredException(
          InteractionRequiredException.Reason.REFUSED,
          "the prompt none serves the default account of the system, and the login hint names"
              + " another; leave the prompt out to have the person asked",
          FailureDetails.none(),
          null);
    }
  }

  private static boolean isTheAnswer(
      BrokerConversation conversation, BrokerAnswer answer, @Nullable String hint) {
    return answer instanceof BrokerRefusal refusal
        ? !A_WINDOW_MAY_HELP.contains(refusal.status())
        : !isOfAnother(conversation, answer, hint);
  }

  private static boolean isOfAnother(
      BrokerConversation conversation, BrokerAnswer answer, @Nullable String hint) {
    return hint != null
        && answer instanceof BrokerToken token
        && conversation.username(token).filter(hint::equalsIgnoreCase).isEmpty();
  }

  private static void warnOfWhatABrokerDoesNotTake(AuthorizationOptions says) {
    if (!says.extraScopesToConsent().isEmpty()) {
      warn("extra scopes to consent have no effect with a broker");
    }
    if (says.domainHint().isPresent()) {
      warn("the domain hint has no effect with a broker");
    }
    Optional<Prompt> other =
        says.prompt().filter(it -> !it.equals(Prompt.SELECT_ACCOUNT) && !it.equals(Prompt.NONE));
    if (other.isPresent()) {
      warn("a broker may not support the prompt " + other.get());
    }
    if (says.loginHint().isPresent()
        && says.prompt().filter(Prompt.SELECT_ACCOUNT::equals).isPresent()) {
      warn("the login hint has no effect where the person chooses the account");
    }
  }

  private static void warn(String text) {
    log().log(System.Logger.Level.WARNING, text);
  }

  private Deadline deadline(InteractiveRequest request) {
    return request
        .timeout()
        .map(it -> Deadline.after(it, time))
        .orElseGet(() -> Deadline.unlimited(time));
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(BrokerSignIn.class.getName());
  }
}
