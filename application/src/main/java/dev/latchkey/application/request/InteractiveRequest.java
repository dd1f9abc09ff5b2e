package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.spi.broker.ParentWindow;
import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.RedirectSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in with the browser of this very machine (RFC 8252). The application has to be
 * registered with the redirect URI {@code http://localhost}, which Entra lists under mobile and
 * desktop applications. Immutable.
 *
 * @since 0.1
 */
public final class InteractiveRequest {

  private final AuthCodeFlowRequest flow;
  private final RedirectSettings redirect;
  private final @Nullable Duration timeout;
  private final SignInPages pages;
  private final Consumer<UiLaunch> beforeLaunchingUi;
  private final @Nullable Browser browser;
  private final @Nullable ParentWindow parentWindow;

  private InteractiveRequest(Builder draft) {
    this.flow = draft.flow;
    this.redirect = draft.redirect;
    this.timeout = draft.timeout;
    this.pages = draft.pages;
    this.beforeLaunchingUi = draft.beforeLaunchingUi;
    this.browser = draft.browser;
    this.parentWindow = draft.parentWindow;
  }

  /**
   * Asks for scopes. The answer comes in a form that is posted.
   *
   * @param scopes case-sensitive, without openid, profile and offline_access, which the library
   *     adds; may be empty to sign a person in and no more
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static InteractiveRequest of(Collection<String> scopes) {
    return new InteractiveRequest(
        new Builder(AuthCodeFlowRequest.of(scopes).responseMode(ResponseMode.FORM_POST)));
  }

  /**
   * Sets how long the person may take. By default the call waits until they are done.
   *
   * @param value more than zero, at most 1 day
   * @return a copy with it
   * @throws IllegalArgumentException if it is outside these bounds
   */
  public InteractiveRequest timeout(Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "timeout is not between 1 ns and 1 day; leave the option out to wait for ever");
    }
    Builder next = new Builder(this);
    next.timeout = value;
    return new InteractiveRequest(next);
  }

  /**
   * Sets the port that the browser comes back to. By default the system chooses a free one, which
   * authorities allow for {@code http://localhost} (RFC 8252, section 7.3).
   *
   * @param value 1 to 65535, or 0 for a free one
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public InteractiveRequest port(int value) {
    Builder next = new Builder(this);
    next.redirect = redirect.port(value);
    return new InteractiveRequest(next);
  }

  /**
   * Sets the path of the redirect URI, for authorities that compare it.
   *
   * @param value begins with a slash, or is empty
   * @return a copy with it
   * @throws IllegalArgumentException if it has another shape
   */
  public InteractiveRequest redirectPath(String value) {
    Builder next = new Builder(this);
    next.redirect = redirect.path(value);
    return new InteractiveRequest(next);
  }

  /**
   * Says how the answer comes.
   *
   * @param value form_post by default; query for authorities that post no forms
   * @return a copy with it
   */
  public InteractiveRequest responseMode(ResponseMode value) {
    return with(flow.responseMode(value));
  }

  /**
   * Sets what the person sees in the browser at the end.
   *
   * @param value the pages
   * @return a copy with them
   */
  public InteractiveRequest pages(SignInPages value) {
    Builder next = new Builder(this);
    next.pages = Objects.requireNonNull(value, "pages");
    return new InteractiveRequest(next);
  }

  /**
   * Has the application told just before something appears on the screen, so that it can warn the
   * person. It is told once, and not at all if nothing is going to appear.
   *
   * @param value is told, on the calling thread; what it throws ends the sign-in
   * @return a copy with it
   */
  public InteractiveRequest onBeforeLaunchingUi(Consumer<UiLaunch> value) {
    Builder next = new Builder(this);
    next.beforeLaunchingUi = Objects.requireNonNull(value, "callback");
    return new InteractiveRequest(next);
  }

  /**
   * Shows the address to the person by other means than the client's browser adapter.
   *
   * @param value shows it
   * @return a copy with it
   */
  public InteractiveRequest browser(Browser value) {
    Builder next = new Builder(this);
    next.browser = Objects.requireNonNull(value, "browser");
    return new InteractiveRequest(next);
  }

  /**
   * Names the window above which a broker shows its own. Needed wherever a broker serves the
   * client, since a sign-in that appears behind the application is not found; without effect
   * elsewhere.
   *
   * @param value the application's window, or {@code PublicClient.CONSOLE_WINDOW_HANDLE}
   * @return a copy with it
   */
  public InteractiveRequest parentWindow(ParentWindow value) {
    Builder next = new Builder(this);
    next.parentWindow = Objects.requireNonNull(value, "parent window");
    return new InteractiveRequest(next);
  }

  /**
   * Says what the authority asks of the person. By default nothing is said.
   *
   * @param value the wish
   * @return a copy with it
   */
  public InteractiveRequest prompt(Prompt value) {
    return with(flow.prompt(value));
  }

  /**
   * Says who is going to sign in.
   *
   * @param value usually the name the person signs in with
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public InteractiveRequest loginHint(String value) {
    return with(flow.loginHint(value));
  }

  /**
   * Says where the person belongs, so that the page that finds out by the e-mail address is passed
   * over (Entra).
   *
   * @param value {@code consumers}, {@code organizations} or a domain of the tenant
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public InteractiveRequest domainHint(String value) {
    return with(flow.domainHint(value));
  }

  /**
   * Asks that the person has signed in actively not longer ago; completing the flow checks the ID
   * token's {@code auth_time}.
   *
   * @param value whole seconds, not negative
   * @return a copy with it
   * @throws IllegalArgumentException if it is negative
   */
  public InteractiveRequest maxAge(Duration value) {
    return with(flow.maxAge(value));
  }

  /**
   * Has the person consent to more than this sign-in gets a token for, such as to another API
   * (Entra). The code is redeemed without these.
   *
   * @param values further scopes
   * @return a copy with them
   * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
   */
  public InteractiveRequest extraScopesToConsent(Collection<String> values) {
    return with(flow.extraScopesToConsent(values));
  }

  /**
   * Adds parameters to the address that the person is sent to.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public InteractiveRequest extraQueryParameters(Map<String, String> parameters) {
    return with(flow.extraQueryParameters(parameters));
  }

  /**
   * Lets people of other clouds sign in (Entra): the tokens come from the cloud that the person
   * belongs to. For public clients.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public InteractiveRequest instanceAware(boolean value) {
    return with(flow.instanceAware(value));
  }

  /**
   * Names the API that the token is for (RFC 8707). The token is kept apart from those for other
   * resources: a silent call finds it by the extra parameter {@code resource}.
   *
   * @param value absolute, without fragment
   * @return a copy with it
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public InteractiveRequest resource(URI value) {
    return with(flow.resource(value));
  }

  /**
   * Signs in to another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public InteractiveRequest tenant(String value) {
    return with(flow.tenant(value));
  }

  /**
   * Signs in at another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public InteractiveRequest authority(Authority value) {
    return with(flow.authority(value));
  }

  /**
   * Answers a claims challenge, in the address and when the code is redeemed.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public InteractiveRequest claims(String json) {
    return with(flow.claims(json));
  }

  /**
   * Asks for claims on the application's own account. Tokens got with different ones are kept
   * apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public InteractiveRequest claimsFromClient(String json) {
    return with(flow.claimsFromClient(json));
  }

  /**
   * Ties the flow to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public InteractiveRequest correlationId(CorrelationId value) {
    return with(flow.correlationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public InteractiveRequest extraParameters(Map<String, String> parameters) {
    return with(flow.extraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound; {@link dev.latchkey.domain.scheme.PopAuthScheme} needs a broker
   * @return a copy with it
   */
  public InteractiveRequest authScheme(AuthScheme value) {
    return with(flow.anyScheme(value));
  }

  private InteractiveRequest with(AuthCodeFlowRequest value) {
    Builder next = new Builder(this);
    next.flow = value;
    return new InteractiveRequest(next);
  }

  /** {@return the flow to begin, but for its redirect URI} */
  public AuthCodeFlowRequest flow() {
    return flow;
  }

  /** {@return where the browser comes back to} */
  public RedirectSettings redirect() {
    return redirect;
  }

  /** {@return how long the person may take; empty for ever} */
  public Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }

  /** {@return what the person sees at the end} */
  public SignInPages pages() {
    return pages;
  }

  /** {@return who is told before something appears} */
  public Consumer<UiLaunch> beforeLaunchingUi() {
    return beforeLaunchingUi;
  }

  /** {@return what shows the address; empty for the client's adapter} */
  public Optional<Browser> browser() {
    return Optional.ofNullable(browser);
  }

  /** {@return the window above which a broker shows its own; empty if none was named} */
  public Optional<ParentWindow> parentWindow() {
    return Optional.ofNullable(parentWindow);
  }

  /** {@return scopes and where the browser comes back to} */
  @Override
  public String toString() {
    return "InteractiveRequest[scopes=" + flow.scopes() + ", " + redirect + "]";
  }

  /** The next request while it is put together. */
  private static final class Builder {

    private AuthCodeFlowRequest flow;
    private RedirectSettings redirect = RedirectSettings.defaults();
    private @Nullable Duration timeout;
    private SignInPages pages = SignInPages.defaults();
    private Consumer<UiLaunch> beforeLaunchingUi = launch -> {};
    private @Nullable Browser browser;
    private @Nullable ParentWindow parentWindow;

    Builder(AuthCodeFlowRequest flow) {
      this.flow = flow;
    }

    Builder(InteractiveRequest from) {
      this(from.flow);
      this.redirect = from.redirect;
      this.timeout = from.timeout;
      this.pages = from.pages;
      this.beforeLaunchingUi = from.beforeLaunchingUi;
      this.browser = from.browser;
      this.parentWindow = from.parentWindow;
    }
  }
}
