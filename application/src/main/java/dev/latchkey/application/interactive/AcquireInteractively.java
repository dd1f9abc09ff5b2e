package dev.latchkey.application.interactive;

import dev.latchkey.application.authcode.AnswerCheck;
import dev.latchkey.application.authcode.AuthCodeFlow;
import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.UiLaunch;
import dev.latchkey.application.user.CloudShell;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Launch;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Signs a person in by the broker or with the browser of this machine (RFC 8252). */
public final class AcquireInteractively {

  private final UserAudiences audiences;
  private final CloudShell cloudShell;
  private final BrokerSignIn broker;
  private final AuthCodeFlow flow;
  private final Supplier<BrowserSupport> support;
  private final TimeSource time;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param cloudShell signs in without a browser where there is one
   * @param broker signs in where there is one and it serves the wish
   * @param flow begins and completes
   * @param support finds the browser when it is first needed
   * @param time measures the wait
   */
  public AcquireInteractively(
      UserAudiences audiences,
      CloudShell cloudShell,
      BrokerSignIn broker,
      AuthCodeFlow flow,
      Supplier<BrowserSupport> support,
      TimeSource time) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.cloudShell = Objects.requireNonNull(cloudShell, "cloud shell");
    this.broker = Objects.requireNonNull(broker, "broker");
    this.flow = Objects.requireNonNull(flow, "flow");
    this.support = Objects.requireNonNull(support, "browser support");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Signs the person in.
   *
   * @param request what is asked for
   * @param cancellation ends the wait
   * @return the tokens
   */
  public TokenResult acquire(InteractiveRequest request, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    AuthCodeFlowRequest wanted = request.flow();
    UserAudience audience = audiences.of(wanted.options());
    if (wanted.authorization().prompt().filter(Prompt.NONE::equals).isPresent()
        && cloudShell.isHere()) {
      return cloudShell.acquire(
          audience, wanted.scopes(), wanted.options(), RefreshReason.NOT_APPLICABLE, cancellation);
    }
    Optional<TokenResult> brokered = broker.acquire(request, audience, cancellation);
    if (brokered.isPresent()) {
      return brokered.get();
    }
    // Before the person is bothered: a scheme that cannot be had is refused here.
    audience.binding(wanted.options());
    return byBrowser(request, cancellation);
  }

  private TokenResult byBrowser(InteractiveRequest request, Cancellation cancellation) {
    BrowserSupport opened = support.get();
    PendingAuthCodeFlow pending;
    RedirectAnswer answer;
    try (RedirectListener listener = opened.redirectListeners().open(request.redirect())) {
      pending = flow.begin(request.flow().redirectUri(listener.redirectUri()), cancellation);
      request.beforeLaunchingUi().accept(UiLaunch.of(UiLaunch.Kind.BROWSER));
      launch(request.browser().orElseGet(opened::browser), pending);
      answer = listener.await(judge(request, pending), deadline(request), cancellation);
    }
    AuthCodeCompletion completion =
        AuthCodeCompletion.of(pending.saved().reveal(), AnswerJudge.read(answer));
    return flow.complete(
        request.flow().options().authScheme().orElse(null) instanceof KeyBoundScheme scheme
            ? completion.authScheme(scheme)
            : completion,
        cancellation);
  }

  private static AnswerJudge judge(InteractiveRequest request, PendingAuthCodeFlow pending) {
    boolean isForm =
        request.flow().authorization().responseMode().orElse(ResponseMode.QUERY)
            == ResponseMode.FORM_POST;
    return new AnswerJudge(
        new AnswerCheck(pending.saved()),
        isForm ? RedirectAnswer.Mode.FORM_POST : RedirectAnswer.Mode.QUERY,
        request.pages());
  }

  private Deadline deadline(InteractiveRequest request) {
    return request
        .timeout()
        .map(it -> Deadline.after(it, time))
        .orElseGet(() -> Deadline.unlimited(time));
  }

  private static void launch(Browser browser, PendingAuthCodeFlow pending) {
    Launch launch = browser.open(new BrowserUrl(pending.authUri()));
    if (!launch.opened()) {
      throw new ConfigurationException(
          "no browser could be opened ("
              + launch.detail()
              + "); name one by browserProgram(...), show the address yourself by"
              + " InteractiveRequest.browser(...), or sign in with a device code",
          FailureDetails.none(),
          null);
    }
  }
}
