package dev.latchkey.sandbox;

import java.util.List;

/** The pages that a person sees while signing in. */
final class SignInPages {

  static final String LOGIN = "login";
  static final String ACCOUNT = "account";
  static final String CONSENT = "consent";

  private SignInPages() {}

  static HtmlPage login(AuthorizationRequest request, String username, String problem) {
    HtmlPage page = new HtmlPage("Sign in").text("to " + request.application().clientId());
    if (!problem.isEmpty()) {
      page.alert(problem);
    }
    boolean creating = request.prompts().contains("create");
    return page.form(
        new HtmlForm(request.action())
            .hidden(AuthorizationRequest.STEP, LOGIN)
            .field("username", "User name", "text", username)
            .field("password", "Password", "password", "")
            .button(creating ? "Create account" : "Sign in", "decision", "accept")
            .button("Cancel", "decision", "decline"));
  }

  static HtmlPage accounts(AuthorizationRequest request, List<BrowserSessions.Account> accounts) {
    HtmlPage page = new HtmlPage("Pick an account").text("for " + request.application().clientId());
    HtmlForm form = new HtmlForm(request.action()).hidden(AuthorizationRequest.STEP, ACCOUNT);
    accounts.forEach(one -> form.button(one.username(), "account", one.username()));
    return page.form(form.button("Use another account", "account", ""));
  }

  static HtmlPage consent(AuthorizationRequest request, String username) {
    HtmlPage page =
        new HtmlPage("Permissions requested")
            .text(request.application().clientId() + " asks " + username + " for:");
    request.scopes().forEach(page::text);
    return page.form(
        new HtmlForm(request.action())
            .hidden(AuthorizationRequest.STEP, CONSENT)
            .hidden("account", username)
            .button("Accept", "decision", "accept")
            .button("Cancel", "decision", "decline"));
  }

  /** For what must not be sent to any redirect address. */
  static Answer problem(String text, int status) {
    return new HtmlPage("Sorry, the sign-in cannot go on").alert(text).answer(status);
  }
}
