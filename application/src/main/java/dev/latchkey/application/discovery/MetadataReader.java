package dev.latchkey.application.discovery;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.SignInEndpoints;
import dev.latchkey.domain.authority.AdfsAuthority;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.SigningAlgorithm;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns OpenID metadata into endpoints, or says what is wrong with it. */
final class MetadataReader {

  private static final String DEVICE_AUTHORIZATION = "device_authorization_endpoint";

  private MetadataReader() {}

  /**
   * Reads metadata.
   *
   * @param authority whose it is
   * @param asked where it was read: the same, or at another host of its cloud
   * @param fields the metadata
   * @return the endpoints
   * @throws IllegalArgumentException if the metadata cannot be this authority's
   */
  static Endpoints read(Authority authority, Authority asked, JsonFields fields) {
    if (authority instanceof OidcAuthority) {
      IssuerRules.require(authority, fields.text("issuer"));
    }
    EndpointRule rule = new EndpointRule(asked);
    URI token = rule.required("token_endpoint", fields.requiredText("token_endpoint"));
    List<String> authentication = fields.texts("token_endpoint_auth_methods_supported");
    return new Endpoints(
        authority,
        token,
        mutualTls(rule, fields).orElse(token),
        authority.realmOf(token),
        authentication == null ? null : Set.copyOf(authentication),
        algorithms(fields.texts("token_endpoint_auth_signing_alg_values_supported")),
        issuer(fields),
        rule.optional("jwks_uri", fields.text("jwks_uri")),
        deviceAuthorization(authority, rule, token, fields.text(DEVICE_AUTHORIZATION)),
        signIn(rule, fields));
  }

  private static SignInEndpoints signIn(EndpointRule rule, JsonFields fields) {
    return new SignInEndpoints(
        page(rule, fields, "authorization_endpoint"),
        page(rule, fields, "pushed_authorization_request_endpoint"),
        page(rule, fields, "end_session_endpoint"),
        page(rule, fields, "revocation_endpoint"),
        fields.flag("authorization_response_iss_parameter_supported"));
  }

  private static @Nullable URI page(EndpointRule rule, JsonFields fields, String name) {
    return rule.optional(name, fields.text(name));
  }

  private static @Nullable String issuer(JsonFields fields) {
    String issuer = fields.text("issuer");
    return issuer == null || issuer.isEmpty() ? null : issuer;
  }

  // Entra's lies beside its token endpoint, also where the metadata of an older server is silent.
  private static @Nullable URI deviceAuthorization(
      Authority authority, EndpointRule rule, URI token, @Nullable String text) {
    boolean isBeside =
        (authority instanceof EntraAuthority || authority instanceof AdfsAuthority)
            && token.getRawPath().endsWith("/token");
    return text == null && isBeside
        ? token.resolve("devicecode")
        : rule.optional(DEVICE_AUTHORIZATION, text);
  }

  private static Optional<URI> mutualTls(EndpointRule rule, JsonFields fields) {
    JsonFields aliases = fields.object("mtls_endpoint_aliases");
    String alias = aliases == null ? null : aliases.text("token_endpoint");
    try {
      return Optional.ofNullable(rule.optional("mtls_endpoint_aliases.token_endpoint", alias));
    } catch (IllegalArgumentException e) {
      // Left out, few need it: they are refused at the token endpoint, and nothing went elsewhere.
      return Optional.empty();
    }
  }

  // Those that are not ours to sign with are left out.
  private static Set<SigningAlgorithm> algorithms(@Nullable List<String> names) {
    Set<SigningAlgorithm> known = EnumSet.noneOf(SigningAlgorithm.class);
    for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
      if (names != null && names.contains(algorithm.name())) {
        known.add(algorithm);
      }
    }
    return known;
  }
}
