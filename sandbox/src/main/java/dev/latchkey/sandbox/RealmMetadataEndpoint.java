package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /realms/{realm}/.well-known/openid-configuration}. */
final class RealmMetadataEndpoint implements Endpoint {

  private final Realms realms;
  private final BaseUris bases;
  private final List<String> grants;

  RealmMetadataEndpoint(Realms realms, BaseUris bases, List<Grant> grants) {
    this.realms = realms;
    this.bases = bases;
    this.grants = grants.stream().map(Grant::type).toList();
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.METADATA;
  }

  @Override
  public boolean matches(List<String> segments) {
    return Realms.matches(segments, List.of(".well-known", "openid-configuration"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    SandboxRealm realm = realms.of(request);
    String issuer = Realms.issuer(bases, request, realm);
    String root = issuer + "/protocol/openid-connect";
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("issuer", issuer);
    members.put("authorization_endpoint", root + "/auth");
    members.put("token_endpoint", root + "/token");
    members.put("device_authorization_endpoint", root + "/auth/device");
    members.put("end_session_endpoint", root + "/logout");
    members.put("revocation_endpoint", root + "/revoke");
    members.put("pushed_authorization_request_endpoint", root + "/ext/par/request");
    members.put("jwks_uri", root + "/certs");
    members.put("grant_types_supported", grants);
    members.put("response_types_supported", List.of("code"));
    members.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    members.put("code_challenge_methods_supported", List.of("S256"));
    members.put("authorization_response_iss_parameter_supported", realm.issuerParameter());
    members.put("subject_types_supported", List.of("public"));
    members.put("id_token_signing_alg_values_supported", List.of("RS256"));
    members.put("token_endpoint_auth_methods_supported", realm.authMethods());
    members.put("token_endpoint_auth_signing_alg_values_supported", realm.signingAlgorithms());
    members.put("dpop_signing_alg_values_supported", List.of("ES256", "PS256", "RS256"));
    members.put("tls_client_certificate_bound_access_tokens", true);
    if (realm.authMethods().contains(TlsIssued.METHOD)
        || realm.authMethods().contains(TlsSelfSigned.METHOD)) {
      // A path of its own, so that a test sees which of the two was used (RFC 8705, section 5).
      members.put("mtls_endpoint_aliases", Map.of("token_endpoint", root + "/mtls/token"));
    }
    members.putAll(realm.metadata());
    members.keySet().removeAll(realm.withoutMetadata());
    return Answer.json(200, members);
  }
}
