package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Token exchange (RFC 8693), as a realm does it: access tokens for access tokens. */
final class TokenExchangeGrant implements Grant {

  private static final String TYPE = "urn:ietf:params:oauth:token-type:";
  private static final String ACCESS_TOKEN = TYPE + "access_token";
  private static final Set<String> SUBJECTS = Set.of(ACCESS_TOKEN, TYPE + "jwt", TYPE + "id_token");

  private final IssuedTokens issued;
  private final AccessTokens tokens;

  TokenExchangeGrant(IssuedTokens issued, AccessTokens tokens) {
    this.issued = issued;
    this.tokens = tokens;
  }

  @Override
  public String type() {
    return "urn:ietf:params:oauth:grant-type:token-exchange";
  }

  @Override
  public void checkParameters(RecordedRequest request) throws Refusal {
    TokenExchange.required(request, "subject_token");
    String subject = TokenExchange.required(request, "subject_token_type");
    String wanted = request.formParameter("requested_token_type").orElse(ACCESS_TOKEN);
    boolean actorNamed = request.formParameter("actor_token").isPresent();
    if (!SUBJECTS.contains(subject)
        || !wanted.equals(ACCESS_TOKEN)
        || actorNamed != request.formParameter("actor_token_type").isPresent()) {
      throw new Refusal(
          Refusal.Reason.BAD_REQUEST,
          "the token types must be those of tokens that this realm knows; only access tokens are given");
    }
  }

  @Override
  public Map<String, Object> grant(TokenCall call) throws Refusal {
    SandboxApplication application = call.application();
    IssuedTokens.Verdict subject = verified("subject_token", call);
    boolean forUs = subject.audiences().stream().anyMatch(application::isAudience);
    if (!forUs && !subject.text("azp").equals(application.clientId())) {
      throw new Refusal(
          Refusal.Reason.OTHER_AUDIENCE,
          "the subject_token is neither for this client nor from it");
    }
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("sub", subject.text("sub"));
    claims.put("azp", application.clientId());
    claims.put("client_id", application.clientId());
    if (!subject.text("preferred_username").isEmpty()) {
      claims.put("preferred_username", subject.text("preferred_username"));
    }
    if (call.request().formParameter("actor_token").isPresent()) {
      claims.put("act", Map.of("sub", verified("actor_token", call).text("sub")));
    }
    String scope = scope(call, subject);
    if (!scope.isEmpty()) {
      claims.put("scope", scope);
    }
    String token = tokens.issue(call, audience(call), claims);
    Map<String, Object> members = AccessTokens.members(call, token);
    members.put("issued_token_type", ACCESS_TOKEN);
    if (application.scopeEchoed().orElse(true) && !scope.isEmpty()) {
      members.put("scope", scope);
    }
    return members;
  }

  private IssuedTokens.Verdict verified(String name, TokenCall call) throws Refusal {
    IssuedTokens.Verdict verdict = issued.judge(call.request().formParameter(name).orElse(""));
    Optional<IssuedTokens.Flaw> flaw = verdict.flaw();
    if (flaw.isPresent() || !verdict.text("iss").equals(call.issuer())) {
      throw new Refusal(
          Refusal.Reason.BAD_ASSERTION,
          flaw.filter(IssuedTokens.Flaw.EXPIRED::equals).isPresent()
              ? "the " + name + " has expired"
              : "the " + name + " is not of this realm");
    }
    return verdict;
  }

  private static String scope(TokenCall call, IssuedTokens.Verdict subject) throws Refusal {
    Optional<String> wanted = call.request().formParameter("scope");
    Set<String> scopes =
        new LinkedHashSet<>(Texts.scopes(wanted.orElseGet(() -> subject.text("scope"))));
    AuthorizationRequest.checkAllowed(List.copyOf(scopes), call.application());
    scopes.addAll(call.application().extraScopes());
    return String.join(" ", scopes);
  }

  private static String audience(TokenCall call) {
    return call.request()
        .formParameter("audience")
        .or(() -> call.request().formParameter("resource"))
        .orElse(call.application().clientId());
  }
}
