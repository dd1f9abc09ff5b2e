package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/**
 * {@code /realms/{realm}/protocol/openid-connect/token}, and its alias for mutual TLS with {@code
 * mtls/} before the last segment.
 */
final class RealmTokenEndpoint implements Endpoint {

  private final Realms realms;
  private final BaseUris bases;
  private final ClientAuthenticator authenticator;
  private final TokenExchange exchange;

  RealmTokenEndpoint(
      Realms realms, BaseUris bases, ClientAuthenticator authenticator, List<Grant> grants) {
    this.realms = realms;
    this.bases = bases;
    this.authenticator = authenticator;
    exchange = new TokenExchange(new RealmErrors(), grants);
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.TOKEN;
  }

  @Override
  public Set<String> methods() {
    return Set.of("POST");
  }

  @Override
  public boolean matches(List<String> segments) {
    return Realms.matches(segments, List.of("protocol", "openid-connect", "token"))
        || Realms.matches(segments, List.of("protocol", "openid-connect", "mtls", "token"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    SandboxRealm realm = realms.of(request);
    Place place = Realms.place(bases, request, realm);
    ProofTerms terms = ProofTerms.realm(realm, place.issuer() + "/protocol/openid-connect/token");
    return exchange.answer(request, place, sent -> authenticator.authenticate(sent, terms));
  }
}
