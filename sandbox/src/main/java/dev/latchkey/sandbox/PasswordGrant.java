package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code password} (RFC 6749, section 4.3.2), for users whose password is known here. */
final class PasswordGrant implements Grant {

  private static final Set<String> NOT_HERE = Set.of("common", "consumers");

  private final Clock clock;
  private final PasswordCheck passwords;
  private final SandboxUsers users;
  private final Memberships memberships;
  private final AccessRules rules;
  private final UserTokens tokens;

  PasswordGrant(
      Clock clock,
      SandboxUsers users,
      Memberships memberships,
      AccessRules rules,
      UserTokens tokens) {
    this.clock = clock;
    passwords = new PasswordCheck(users);
    this.users = users;
    this.memberships = memberships;
    this.rules = rules;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "password";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "username");
    TokenExchange.required(request, "password");
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    if (!call.place().isRealm() && NOT_HERE.contains(call.place().segment())) {
      throw new Refusal(
          Refusal.Reason.NO_SHARED_TENANT,
          "The grant type is not supported over the /common or /consumers endpoints. Please use the"
              + " /organizations or tenant-specific endpoint.");
    }
    RecordedRequest request = call.request();
    SandboxUser user =
        passwords.check(
            request.formParameter("username").orElse(""),
            request.formParameter("password").orElse(""));
    Place place = memberships.settle(call.place(), user);
    if (user.secondFactor()) {
      throw new Refusal(
          Refusal.Reason.SECOND_FACTOR,
          "Due to a configuration change made by your administrator, or because you moved to a new"
              + " location, you must use multi-factor authentication.");
    }
    List<String> scopes = Texts.scopes(request.formParameter("scope").orElse(""));
    AuthorizationRequest.checkAllowed(scopes, call.application());
    rules.check(user, call.application(), scopes, List.of(call.requestedClaims()));
    SignIn signIn =
        new SignIn(
            user.username(),
            place.tenant(),
            scopes,
            clock.instant(),
            false,
            Optional.empty(),
            call.requestedClaims(),
            Keys.random(""),
            users.generation(user.username()));
    return tokens.answer(call, signIn, List.of(), false);
  }
}
