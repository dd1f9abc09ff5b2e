package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;

/** {@code refresh_token} (RFC 6749, section 6). */
final class RefreshTokenGrant implements Grant {

  private final RefreshTokens refreshTokens;
  private final SandboxUsers users;
  private final AccessRules rules;
  private final UserTokens tokens;

  RefreshTokenGrant(
      RefreshTokens refreshTokens, SandboxUsers users, AccessRules rules, UserTokens tokens) {
    this.refreshTokens = refreshTokens;
    this.users = users;
    this.rules = rules;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "refresh_token";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "refresh_token");
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    String token = call.request().formParameter("refresh_token").orElse("");
    RefreshTokens.Entry entry = refreshTokens.find(token, call);
    SandboxApplication application = call.application();
    SignIn signIn = entry.signIn().withoutNonce();
    List<String> wanted = Texts.scopes(call.request().formParameter("scope").orElse(""));
    List<String> scopes = wanted.isEmpty() ? signIn.scopes() : wanted;
    AuthorizationRequest.checkAllowed(wanted, application);
    SandboxUser user = users.find(signIn.username()).orElseThrow();
    rules.check(user, application, scopes, List.of(signIn.claims(), call.requestedClaims()));
    boolean onceOnly =
        application.refreshTokensRotate().orElse(true)
            && application.refreshTokenReuseRevokes().orElse(tokens.reuseRevokes());
    if (!entry.used().compareAndSet(false, true) && onceOnly) {
      refreshTokens.revokeSession(signIn.session());
      throw new Refusal(
          Refusal.Reason.REVOKED_TOKEN,
          "The refresh token was redeemed before; all tokens of its sign-in are revoked.");
    }
    return tokens.answer(call, signIn, wanted, true);
  }
}
