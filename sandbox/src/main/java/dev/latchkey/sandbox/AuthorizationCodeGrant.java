package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code authorization_code} (RFC 6749, section 4.1.3; RFC 7636, section 4.6). */
final class AuthorizationCodeGrant implements Grant {

  private final AuthorizationCodes codes;
  private final RefreshTokens refreshTokens;
  private final UserTokens tokens;

  AuthorizationCodeGrant(AuthorizationCodes codes, RefreshTokens refreshTokens, UserTokens tokens) {
    this.codes = codes;
    this.refreshTokens = refreshTokens;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "authorization_code";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "code");
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    String code = call.request().formParameter("code").orElse("");
    AuthorizationCodes.Ticket ticket = codes.find(code);
    if (!ticket.clientId().equals(call.application().clientId())
        || !ticket.place().segment().equals(call.place().segment())) {
      throw new Refusal(
          Refusal.Reason.BAD_CODE,
          "The provided authorization code is intended for another client or another tenant.");
    }
    checkRedirectUri(call, ticket);
    checkVerifier(call, ticket);
    if (ticket.key().isPresent()) {
      call.binding().requireProofKey(ticket.key().get(), "authorization code");
    }
    if (!codes.use(code)) {
      // Two who have the code: nobody knows which of them is the thief (RFC 6749, section 4.1.2).
      refreshTokens.revokeSession(ticket.signIn().session());
      throw new Refusal(
          Refusal.Reason.USED_CODE,
          "OAuth2 Authorization code was already redeemed, please retry with a new valid code.");
    }
    return tokens.answer(call, ticket.signIn(), wanted(call, ticket.signIn()), false);
  }

  private static List<String> wanted(TokenCall call, SignIn signIn) throws Refusal {
    if (call.place().isRealm()) {
      // RFC 6749 knows no scope here, and others do not look at it.
      return List.of();
    }
    List<String> wanted = Texts.scopes(call.request().formParameter("scope").orElse(""));
    for (String scope : wanted) {
      if (!signIn.scopes().contains(scope)) {
        throw new Refusal(
            Refusal.Reason.BAD_SCOPE, "The scope " + scope + " was not asked for in the sign-in.");
      }
    }
    return wanted;
  }

  private static void checkRedirectUri(TokenCall call, AuthorizationCodes.Ticket ticket)
      throws Refusal {
    Optional<String> sent = call.request().formParameter("redirect_uri");
    if (ticket.redirectUri().isPresent() && !ticket.redirectUri().equals(sent)) {
      throw new Refusal(
          Refusal.Reason.OTHER_REDIRECT_URI,
          "The reply address '"
              + sent.orElse("")
              + "' does not match the reply address '"
              + ticket.redirectUri().get()
              + "' provided when requesting Authorization code.");
    }
  }

  private static void checkVerifier(TokenCall call, AuthorizationCodes.Ticket ticket)
      throws Refusal {
    Optional<String> verifier = call.request().formParameter("code_verifier");
    boolean fits =
        ticket.challenge().isPresent()
            ? verifier.isPresent() && same(Keys.sha256(verifier.get()), ticket.challenge().get())
            // A verifier without challenge is a sign of an attack (RFC 9700, section 4.8.2).
            : verifier.isEmpty();
    if (!fits) {
      throw new Refusal(
          Refusal.Reason.WRONG_VERIFIER,
          "The Code_Verifier does not match the code_challenge supplied in the authorization request.");
    }
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }
}
