package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entra's {@code user_fic}: an application's own token lets it act for a user it names. */
final class UserFederatedIdentityGrant implements Grant {

  private static final String AUDIENCE = "api://AzureADTokenExchange";

  private final Clock clock;
  private final IssuedTokens issued;
  private final SandboxUsers users;
  private final Memberships memberships;
  private final AccessRules rules;
  private final UserTokens tokens;

  UserFederatedIdentityGrant(
      Clock clock,
      IssuedTokens issued,
      SandboxUsers users,
      Memberships memberships,
      AccessRules rules,
      UserTokens tokens) {
    this.clock = clock;
    this.issued = issued;
    this.users = users;
    this.memberships = memberships;
    this.rules = rules;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "user_fic";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "user_federated_identity_credential");
    TokenExchange.required(request, "scope");
    boolean byId = request.formParameter("user_id").isPresent();
    if (byId == request.formParameter("username").isPresent()) {
      throw new Refusal(
          Refusal.Reason.BAD_REQUEST, "The user is named by user_id or by username, not by both.");
    }
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    SandboxApplication application = call.application();
    if (!application.hasCredential()) {
      throw new Refusal(
          Refusal.Reason.CREDENTIAL_MISSING, "Who acts for users has to prove who it is.");
    }
    RecordedRequest request = call.request();
    check(issued.judge(request.formParameter("user_federated_identity_credential").orElse("")));
    SandboxUser user =
        named(call).orElseThrow(() -> new Refusal(Refusal.Reason.UNKNOWN_USER, "No such user."));
    Place place = memberships.settle(call.place(), user);
    List<String> scopes = Texts.scopes(request.formParameter("scope").orElse(""));
    AuthorizationRequest.checkAllowed(scopes, application);
    rules.check(user, application, scopes, List.of(call.requestedClaims()));
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

  private Optional<SandboxUser> named(TokenCall call) {
    Optional<String> id = call.request().formParameter("user_id");
    return id.isEmpty()
        ? call.request().formParameter("username").flatMap(users::find)
        : users.all().stream()
            .filter(it -> memberships.objectId(it, call.tenant()).equals(id.get()))
            .findFirst();
  }

  private static void check(IssuedTokens.Verdict credential) throws Refusal {
    if (credential.flaw().filter(IssuedTokens.Flaw.FORGED::equals).isPresent()) {
      throw new Refusal(
          Refusal.Reason.BAD_ASSERTION, "The federated identity credential is not from here.");
    }
    if (credential.flaw().isPresent()) {
      throw new Refusal(
          Refusal.Reason.EXPIRED_ASSERTION, "The federated identity credential has expired.");
    }
    if (!credential.audiences().contains(AUDIENCE) || !credential.text("idtyp").equals("app")) {
      throw new Refusal(
          Refusal.Reason.OTHER_AUDIENCE,
          "The federated identity credential has to be an application's token for "
              + AUDIENCE
              + ".");
    }
  }
}
