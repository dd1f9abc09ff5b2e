package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /{tenant}/v2.0/.well-known/openid-configuration}, and what the other Microsoft kinds of
 * authority have in its place.
 */
final class EntraMetadataEndpoint implements Endpoint {

  private final Tenants tenants;
  private final BaseUris bases;
  private final EntraErrors errors;

  EntraMetadataEndpoint(Tenants tenants, BaseUris bases, EntraErrors errors) {
    this.tenants = tenants;
    this.bases = bases;
    this.errors = errors;
  }

  static String unknownTenant(String segment) {
    return "Tenant '"
        + segment
        + "' not found. Check to make sure you have the correct tenant ID and are signing into the"
        + " correct cloud.";
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.METADATA;
  }

  @Override
  public boolean matches(List<String> segments) {
    return MicrosoftPath.of(segments).isMetadata();
  }

  @Override
  public Answer handle(RecordedRequest request) {
    MicrosoftPath path = MicrosoftPath.of(Texts.segments(request.path()));
    return tenants
        .find(path.tenant())
        .map(tenant -> Answer.json(200, members(bases.of(request), path, tenant)))
        .orElseGet(
            () ->
                errors.answer(request, 400, "invalid_tenant", 90002, unknownTenant(path.tenant())));
  }

  // Only Entra itself puts the tenant's id where it was asked for by name.
  private static Map<String, Object> members(
      String base, MicrosoftPath path, Tenants.Tenant tenant) {
    boolean isEntra = path.shape() == MicrosoftPath.Shape.ENTRA;
    String root = base + (isEntra ? "/" + tenant.segment() : path.root());
    String oauth = root + (path.shape() == MicrosoftPath.Shape.ADFS ? "/oauth2/" : "/oauth2/v2.0/");
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("issuer", base + "/" + tenant.issuerSegment() + "/v2.0");
    members.put("authorization_endpoint", oauth + "authorize");
    members.put("token_endpoint", oauth + "token");
    members.put("device_authorization_endpoint", oauth + "devicecode");
    members.put("end_session_endpoint", oauth + "logout");
    members.put("jwks_uri", root + "/discovery/v2.0/keys");
    members.put("token_endpoint_auth_methods_supported", ProofTerms.ENTRA_METHODS);
    members.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    members.put("response_types_supported", List.of("code"));
    members.put("scopes_supported", List.of("openid", "profile", "email", "offline_access"));
    members.put("subject_types_supported", List.of("pairwise"));
    members.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return members;
  }
}
