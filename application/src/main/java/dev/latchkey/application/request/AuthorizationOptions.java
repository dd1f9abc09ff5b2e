package dev.latchkey.application.request;

import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the address may say that a person is sent to for signing in. Requests set it by methods of
 * their own. Immutable.
 *
 * @since 0.1
 */
public final class AuthorizationOptions {

  static final AuthorizationOptions NONE = new AuthorizationOptions(new Builder());

  private final Optional<URI> redirectUri;
  private final Optional<String> state;
  private final Optional<Prompt> prompt;
  private final Optional<String> loginHint;
  private final Optional<String> domainHint;
  private final Optional<Duration> maxAge;
  private final Optional<ResponseMode> responseMode;
  private final Scopes extraScopes;
  private final Map<String, String> extraQuery;
  private final boolean instanceAware;
  private final boolean wantsSpaCode;
  private final boolean pushed;

  private AuthorizationOptions(Builder draft) {
    this.redirectUri = draft.redirectUri;
    this.state = draft.state;
    this.prompt = draft.prompt;
    this.loginHint = draft.loginHint;
    this.domainHint = draft.domainHint;
    this.maxAge = draft.maxAge;
    this.responseMode = draft.responseMode;
    this.extraScopes = draft.extraScopes;
    this.extraQuery = draft.extraQuery;
    this.instanceAware = draft.instanceAware;
    this.wantsSpaCode = draft.wantsSpaCode;
    this.pushed = draft.pushed;
  }

  AuthorizationOptions withRedirectUri(URI value) {
    Builder next = new Builder(this);
    next.redirectUri = Optional.of(redirectUri(value));
    return new AuthorizationOptions(next);
  }

  static URI redirectUri(URI value) {
    if (!Objects.requireNonNull(value, "redirect URI").isAbsolute()
        || value.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "redirect URI is not absolute or has a fragment (RFC 6749, section 3.1.2)");
    }
    return value;
  }

  AuthorizationOptions withState(String value) {
    Builder next = new Builder(this);
    next.state = Optional.of(visible("state", value));
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withPrompt(Prompt value) {
    Builder next = new Builder(this);
    next.prompt = Optional.of(value);
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withLoginHint(String value) {
    Builder next = new Builder(this);
    next.loginHint = Optional.of(present("login hint", value));
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withDomainHint(String value) {
    Builder next = new Builder(this);
    next.domainHint = Optional.of(present("domain hint", value));
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withMaxAge(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("max age is negative");
    }
    Builder next = new Builder(this);
    next.maxAge = Optional.of(Duration.ofSeconds(value.toSeconds()));
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withResponseMode(ResponseMode value) {
    Builder next = new Builder(this);
    next.responseMode = Optional.of(value);
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withExtraScopes(Collection<String> values) {
    Builder next = new Builder(this);
    next.extraScopes = Scopes.of(values);
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withExtraQuery(Map<String, String> parameters) {
    Builder next = new Builder(this);
    next.extraQuery = ExtraParameters.checkedForAddress(parameters);
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withInstanceAware(boolean value) {
    Builder next = new Builder(this);
    next.instanceAware = value;
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withSpaCode(boolean value) {
    Builder next = new Builder(this);
    next.wantsSpaCode = value;
    return new AuthorizationOptions(next);
  }

  AuthorizationOptions withPushed(boolean value) {
    Builder next = new Builder(this);
    next.pushed = value;
    return new AuthorizationOptions(next);
  }

  static String visible(String what, String value) {
    Objects.requireNonNull(value, what);
    if (value.isEmpty() || !value.chars().allMatch(it -> it >= ' ' && it <= '~')) {
      throw new IllegalArgumentException(what + " is empty or not visible ASCII");
    }
    return value;
  }

  private static String present(String what, String value) {
    if (Objects.requireNonNull(value, what).isBlank()) {
      throw new IllegalArgumentException(what + " is empty; leave the option out instead");
    }
    return value;
  }

  /** {@return where the answer goes; empty for what is registered} */
  public Optional<URI> redirectUri() {
    return redirectUri;
  }

  /** {@return what links request and answer; empty to have it made} */
  public Optional<String> state() {
    return state;
  }

  /** {@return what the authority asks of the person} */
  public Optional<Prompt> prompt() {
    return prompt;
  }

  /** {@return who is going to sign in} */
  public Optional<String> loginHint() {
    return loginHint;
  }

  /** {@return where the person belongs} */
  public Optional<String> domainHint() {
    return domainHint;
  }

  /** {@return how long ago the person may have signed in actively} */
  public Optional<Duration> maxAge() {
    return maxAge;
  }

  /** {@return how the answer comes} */
  public Optional<ResponseMode> responseMode() {
    return responseMode;
  }

  /** {@return scopes that are consented to and not redeemed} */
  public Scopes extraScopesToConsent() {
    return extraScopes;
  }

  /** {@return parameters added to the address, sorted by name} */
  public Map<String, String> extraQueryParameters() {
    return extraQuery;
  }

  /** {@return whether people of other clouds may sign in} */
  public boolean isInstanceAware() {
    return instanceAware;
  }

  /** {@return whether a code for the page is asked for beside the tokens} */
  public boolean wantsSpaCode() {
    return wantsSpaCode;
  }

  /** {@return whether all this is left with the authority before} */
  public boolean isPushed() {
    return pushed;
  }

  /** {@return where the answer goes and what is asked of the person; not who that is} */
  @Override
  public String toString() {
    return "AuthorizationOptions[redirectUri="
        + redirectUri.orElse(null)
        + ", prompt="
        + prompt.orElse(null)
        + "]";
  }

  /** The next options while they are put together. */
  private static final class Builder {

    private Optional<URI> redirectUri = Optional.empty();
    private Optional<String> state = Optional.empty();
    private Optional<Prompt> prompt = Optional.empty();
    private Optional<String> loginHint = Optional.empty();
    private Optional<String> domainHint = Optional.empty();
    private Optional<Duration> maxAge = Optional.empty();
    private Optional<ResponseMode> responseMode = Optional.empty();
    private Scopes extraScopes = Scopes.none();
    private Map<String, String> extraQuery = Map.of();
    private boolean instanceAware;
    private boolean wantsSpaCode;
    private boolean pushed;

    Builder() {}

    Builder(AuthorizationOptions from) {
      this.redirectUri = from.redirectUri;
      this.state = from.state;
      this.prompt = from.prompt;
      this.loginHint = from.loginHint;
      this.domainHint = from.domainHint;
      this.maxAge = from.maxAge;
      this.responseMode = from.responseMode;
      this.extraScopes = from.extraScopes;
      this.extraQuery = from.extraQuery;
      this.instanceAware = from.instanceAware;
      this.wantsSpaCode = from.wantsSpaCode;
      this.pushed = from.pushed;
    }
  }
}
