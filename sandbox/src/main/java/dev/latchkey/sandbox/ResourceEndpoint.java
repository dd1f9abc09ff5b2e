package dev.latchkey.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /resource}: an API that takes bearer tokens (RFC 6750). */
final class ResourceEndpoint implements Endpoint {

  private final BaseUris bases;
  private final SandboxResource resource;
  private final IssuedTokens issued;
  private final PossessionCheck possession;

  ResourceEndpoint(
      BaseUris bases, SandboxResource resource, IssuedTokens issued, PossessionCheck possession) {
    this.bases = bases;
    this.resource = resource;
    this.issued = issued;
    this.possession = possession;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.RESOURCE;
  }

  @Override
  public Set<String> methods() {
    return Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of("resource"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    SandboxResource.Terms terms = resource.terms();
    PossessionCheck.Shown shown;
    try {
      shown = possession.read(request, terms.nonce());
    } catch (ProofJwt.BadProof e) {
      return refused(
          request, 401, ", error=\"invalid_dpop_proof\", error_description=\"" + e.text() + "\"");
    } catch (DpopCheck.NonceWanted e) {
      return possession.askForNonce(request, refused(request, 401, ""));
    }
    if (shown.accessToken().isEmpty()) {
      return refused(request, 401, "");
    }
    IssuedTokens.Verdict verdict = issued.judge(shown.accessToken());
    if (verdict.flaw().isPresent() || !verdict.audiences().contains(terms.audience())) {
      String why =
          verdict
              .flaw()
              .map(flaw -> flaw == IssuedTokens.Flaw.EXPIRED ? "expired" : "not of this sandbox")
              .orElse("for another audience");
      return refused(
          request,
          401,
          ", error=\"invalid_token\", error_description=\"the token is " + why + "\"");
    }
    Map<String, Object> claims = verdict.claims();
    if (!shown.proves(claims)) {
      return refused(
          request,
          401,
          ", error=\"invalid_token\", error_description=\"the token is bound to another key\"");
    }
    if (!terms.scope().isEmpty() && !permissions(verdict).contains(terms.scope())) {
      return refused(
          request, 403, ", error=\"insufficient_scope\", scope=\"" + terms.scope() + "\"");
    }
    Optional<String> missing =
        terms.claims().filter(json -> !RequestedClaims.parse(json).satisfiedBy(claims));
    if (missing.isPresent()) {
      String encoded =
          Base64.getEncoder().encodeToString(missing.get().getBytes(StandardCharsets.UTF_8));
      return refused(request, 401, ", error=\"insufficient_claims\", claims=\"" + encoded + "\"");
    }
    Map<String, Object> caller = new LinkedHashMap<>(claims);
    caller.keySet().retainAll(Set.of("sub", "oid", "azp", "preferred_username", "act", "cnf"));
    return Answer.json(200, caller);
  }

  private static List<String> permissions(IssuedTokens.Verdict token) {
    List<String> all = new ArrayList<>(Texts.scopes(token.text("scp")));
    all.addAll(Texts.scopes(token.text("scope")));
    if (token.claims().get("roles") instanceof List<?> roles) {
      roles.forEach(role -> all.add(String.valueOf(role)));
    }
    return all;
  }

  private Answer refused(RecordedRequest request, int status, String why) {
    String challenge =
        "Bearer realm=\"\", authorization_uri=\"%s/common/oauth2/authorize\"%s"
            .formatted(bases.of(request), why);
    return Answer.json(status, Map.of("error", "the sandbox's resource refused the token"))
        .with("WWW-Authenticate", challenge);
  }
}
