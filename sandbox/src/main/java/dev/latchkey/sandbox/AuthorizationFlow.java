package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of a person through signing in: who are you, do you agree, and back to the application.
 * Every page is posted to the address it came from, with all of the request, so that nothing is
 * remembered but who is signed in.
 */
final class AuthorizationFlow {

  private final Clock clock;
  private final PasswordCheck passwords;
  private final SandboxUsers users;
  private final BrowserSessions sessions;
  private final Memberships memberships;
  private final Consents consents;
  private final AccessRules rules;
  private final AuthorizationCodes codes;
  private final EntraUserTokens entraTokens;

  AuthorizationFlow(
      Clock clock,
      SandboxUsers users,
      BrowserSessions sessions,
      Memberships memberships,
      Consents consents,
      AccessRules rules,
      AuthorizationCodes codes,
      EntraUserTokens entraTokens) {
    this.clock = clock;
    passwords = new PasswordCheck(users);
    this.users = users;
    this.sessions = sessions;
    this.memberships = memberships;
    this.consents = consents;
    this.rules = rules;
    this.codes = codes;
    this.entraTokens = entraTokens;
  }

  /** Refuses with what the application is told by redirect. */
  Answer answer(RecordedRequest sent, AuthorizationRequest request, Place place, String issuer)
      throws Refusal {
    request.check();
    String step = sent.formParameter(AuthorizationRequest.STEP).orElse("");
    if (sent.formParameter("decision").orElse("").equals("decline")) {
      throw new Refusal(Refusal.Reason.DECLINED, "The user declined to go on.");
    }
    Way way = new Way(sent, request, place, issuer);
    return switch (step) {
      case SignInPages.LOGIN -> login(way);
      case SignInPages.ACCOUNT -> account(way);
      case SignInPages.CONSENT -> consent(way);
      default -> arrive(way);
    };
  }

  /** One request of a person's browser, and where it is addressed to. */
  private record Way(
      RecordedRequest sent, AuthorizationRequest request, Place place, String issuer) {

    String field(String name) {
      return sent.formParameter(name).orElse("");
    }
  }

  private Answer arrive(Way way) throws Refusal {
    AuthorizationRequest request = way.request();
    List<String> prompts = request.prompts();
    List<BrowserSessions.Account> usable = usable(way);
    if (prompts.contains("none")) {
      return silently(way, usable);
    }
    if (prompts.contains("select_account") && !usable.isEmpty()) {
      return SignInPages.accounts(request, usable).answer(200);
    }
    boolean freshly = prompts.contains("login") || prompts.contains("create") || usable.isEmpty();
    if (freshly) {
      return SignInPages.login(request, hint(request), "").answer(200);
    }
    return usable.size() == 1
        ? agree(way, usable.get(0), false)
        : SignInPages.accounts(request, usable).answer(200);
  }

  private Answer silently(Way way, List<BrowserSessions.Account> usable) throws Refusal {
    AuthorizationRequest request = way.request();
    if (usable.isEmpty()) {
      throw new Refusal(
          Refusal.Reason.LOGIN_REQUIRED,
          "A silent sign-in request was sent but no user is signed in.");
    }
    if (usable.size() > 1) {
      throw new Refusal(
          Refusal.Reason.SEVERAL_ACCOUNTS, "Several users are signed in; one has to be picked.");
    }
    SandboxUser user = users.find(usable.get(0).username()).orElseThrow();
    rules.check(user, request.application(), request.scopes(), List.of(request.claims()));
    return agree(way, usable.get(0), false);
  }

  /** Returns the browser's accounts that fit the hint, the tenant and the age asked for. */
  private List<BrowserSessions.Account> usable(Way way) {
    Instant oldest =
        way.request()
            .get("max_age")
            .map(age -> clock.instant().minusSeconds(Long.parseLong(age)))
            .orElse(Instant.MIN);
    return fitting(way).stream().filter(account -> !account.authTime().isBefore(oldest)).toList();
  }

  private List<BrowserSessions.Account> fitting(Way way) {
    Optional<String> hint = way.request().get("login_hint");
    return sessions.of(way.sent()).stream()
        .filter(account -> hint.map(account.username()::equalsIgnoreCase).orElse(true))
        .filter(account -> isKnownIn(way.place(), account))
        .toList();
  }

  private boolean isKnownIn(Place place, BrowserSessions.Account account) {
    try {
      SandboxUser user = users.find(account.username()).orElseThrow();
      AccessRules.checkAlive(user);
      memberships.settle(place, user);
      return true;
    } catch (Refusal unknown) {
      return false;
    }
  }

  private Answer login(Way way) throws Refusal {
    String username = way.field("username");
    SandboxUser user;
    try {
      user = passwords.check(username, way.field("password"));
      memberships.settle(way.place(), user);
    } catch (Refusal refusal) {
      // The person may try again; the application need not know.
      return SignInPages.login(way.request(), username, refusal.text()).answer(200);
    }
    String cookie = Keys.random("");
    boolean known = sessions.knows(way.sent());
    Answer next = agree(way, sessions.signIn(way.sent(), user, cookie), false);
    return known ? next : next.with("Set-Cookie", BrowserSessions.header(cookie));
  }

  private Answer account(Way way) throws Refusal {
    Optional<BrowserSessions.Account> chosen = chosen(way, usable(way));
    return chosen.isPresent()
        ? agree(way, chosen.get(), false)
        : SignInPages.login(way.request(), way.field("account"), "").answer(200);
  }

  private Answer consent(Way way) throws Refusal {
    // Reading takes time: what was young enough when the page was shown is so now.
    Optional<BrowserSessions.Account> chosen = chosen(way, fitting(way));
    if (chosen.isEmpty()) {
      return SignInPages.login(way.request(), way.field("account"), "").answer(200);
    }
    SandboxUser user = users.find(chosen.get().username()).orElseThrow();
    consents.add(user, way.request().application().clientId(), way.request().scopes());
    return agree(way, chosen.get(), true);
  }

  private static Optional<BrowserSessions.Account> chosen(
      Way way, List<BrowserSessions.Account> accounts) {
    return accounts.stream()
        .filter(one -> one.username().equalsIgnoreCase(way.field("account")))
        .findFirst();
  }

  private Answer agree(Way way, BrowserSessions.Account account, boolean asked) throws Refusal {
    AuthorizationRequest request = way.request();
    SandboxUser user = users.find(account.username()).orElseThrow();
    boolean covered = consents.cover(user, request.application().clientId(), request.scopes());
    List<String> prompts = request.prompts();
    if (!asked && (!covered || prompts.contains("consent"))) {
      if (prompts.contains("none")) {
        consents.check(user, request.application().clientId(), request.scopes());
      }
      return SignInPages.consent(request, user.username()).answer(200);
    }
    return back(way, user, account);
  }

  private Answer back(Way way, SandboxUser user, BrowserSessions.Account account) throws Refusal {
    AuthorizationRequest request = way.request();
    Place place = memberships.settle(way.place(), user);
    SignIn signIn =
        new SignIn(
            user.username(),
            place.tenant(),
            request.scopes(),
            account.authTime(),
            request.get("max_age").isPresent() || request.claims().asksIdToken("auth_time"),
            request.get("nonce"),
            request.claims(),
            Keys.random(""),
            account.generation());
    String code =
        codes.issue(
            new AuthorizationCodes.Ticket(
                way.place(),
                request.application().clientId(),
                request.get("redirect_uri"),
                request.get("code_challenge"),
                // Entra does not know it, and leaves out what it does not know.
                place.isRealm() ? request.get("dpop_jkt") : Optional.empty(),
                signIn));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("code", code);
    if (!place.isRealm() && request.get("client_info").filter("1"::equals).isPresent()) {
      parameters.put("client_info", entraTokens.clientInfo(user));
    }
    request.get("state").ifPresent(state -> parameters.put("state", state));
    parameters.put("session_state", signIn.session());
    if (!way.issuer().isEmpty()) {
      parameters.put("iss", way.issuer());
    }
    return request.responseMode().answer(request.redirectUri(), parameters);
  }

  private static String hint(AuthorizationRequest request) {
    return request.get("login_hint").orElse("");
  }
}
