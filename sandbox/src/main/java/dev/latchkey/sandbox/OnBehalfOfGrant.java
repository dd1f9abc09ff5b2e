package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entra's on-behalf-of: a user's token for a middle tier becomes one for what is behind it. */
final class OnBehalfOfGrant implements Grant {

  private final IssuedTokens issued;
  private final SandboxUsers users;
  private final AccessRules rules;
  private final UserTokens tokens;

  OnBehalfOfGrant(IssuedTokens issued, SandboxUsers users, AccessRules rules, UserTokens tokens) {
    this.issued = issued;
    this.users = users;
    this.rules = rules;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "urn:ietf:params:oauth:grant-type:jwt-bearer";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "assertion");
    TokenExchange.required(request, "scope");
    String use = TokenExchange.required(request, "requested_token_use");
    if (!use.equals("on_behalf_of")) {
      throw new Refusal(
          Refusal.Reason.BAD_REQUEST, "The requested_token_use must be on_behalf_of.");
    }
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    SandboxApplication application = call.application();
    if (!application.hasCredential()) {
      throw new Refusal(Refusal.Reason.CREDENTIAL_MISSING, "A middle tier has to prove who it is.");
    }
    IssuedTokens.Verdict assertion =
        issued.judge(call.request().formParameter("assertion").orElse(""));
    check(assertion, call);
    SandboxUser user =
        users
            .find(assertion.text("preferred_username"))
            .orElseThrow(
                () -> new Refusal(Refusal.Reason.BAD_ASSERTION, "The user account is gone."));
    List<String> scopes = Texts.scopes(call.request().formParameter("scope").orElse(""));
    AuthorizationRequest.checkAllowed(scopes, application);
    Map<String, Object> met = new LinkedHashMap<>(assertion.claims());
    met.putAll(call.requestedClaims().forAccessToken());
    rules.check(user, application, scopes, met);
    SignIn signIn =
        new SignIn(
            user.username(),
            call.tenant(),
            scopes,
            assertion.issuedAt(),
            false,
            Optional.empty(),
            RequestedClaims.carried(assertion.claims(), "acrs"),
            assertion.text("sid"),
            users.generation(user.username()));
    return tokens.answer(call, signIn, scopes, false);
  }

  private static void check(IssuedTokens.Verdict assertion, TokenCall call) throws Refusal {
    if (assertion.flaw().filter(IssuedTokens.Flaw.FORGED::equals).isPresent()) {
      throw new Refusal(
          Refusal.Reason.BAD_ASSERTION,
          "Assertion failed signature validation. [Reason - The key was not found.]");
    }
    if (assertion.flaw().isPresent()) {
      throw new Refusal(
          Refusal.Reason.EXPIRED_ASSERTION, "Assertion is not within its valid time range.");
    }
    if (assertion.audiences().stream().noneMatch(call.application()::isAudience)) {
      throw new Refusal(
          Refusal.Reason.OTHER_AUDIENCE,
          "Assertion audience does not match the Client app presenting the assertion. The audience is "
              + assertion.audiences()
              + ".");
    }
    if (assertion.text("scp").isEmpty()) {
      throw new Refusal(
          Refusal.Reason.NO_USER,
          "Application is not allowed to make application on-behalf-of calls: the assertion is not an"
              + " access token of a user.");
    }
    boolean sameTenant = assertion.text("tid").equals(call.tenant());
    if (!sameTenant && !Tenants.isPlaceholder(call.place().segment())) {
      throw new Refusal(
          Refusal.Reason.BAD_ASSERTION, "The assertion was issued in another tenant.");
    }
  }
}
