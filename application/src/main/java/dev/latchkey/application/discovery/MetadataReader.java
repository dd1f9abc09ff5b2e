package dev.latchkey.application.discovery;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.SignInEndpoints;
import dev.latchkey.domain.authority.AdfsAuthority;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.SigningAlgorithm;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns OpenID metadata into endpoints, or says what is wrong with it. */
final class MetadataReader {

  private static final String DEVICE_AUTHORIZATION = "device_authorization_endpoint";

  private MetadataReader() {}

  static Endpoints read(Authority authority, JsonFields fields) {
    if (authority instanceof OidcAuthority) {
      requireIssuer(authority, fields.text("issuer"));
    }
    URI token = endpoint(authority, "token_endpoint", fields.requiredText("token_endpoint"));
    List<String> authentication = fields.texts("token_endpoint_auth_methods_supported");
    return new Endpoints(
        authority,
        token,
        mutualTls(authority, fields).orElse(token),
        authority.realmOf(token),
        authentication == null ? null : Set.copyOf(authentication),
        algorithms(fields.texts("token_endpoint_auth_signing_alg_values_supported")),
        issuer(fields),
        optional(authority, "jwks_uri", fields.text("jwks_uri")),
        deviceAuthorization(authority, token, fields.text(DEVICE_AUTHORIZATION)),
        signIn(authority, fields));
  }

  private static SignInEndpoints signIn(Authority authority, JsonFields fields) {
    return new SignInEndpoints(
        page(authority, fields, "authorization_endpoint"),
        page(authority, fields, "pushed_authorization_request_endpoint"),
        page(authority, fields, "end_session_endpoint"),
        page(authority, fields, "revocation_endpoint"),
        fields.flag("authorization_response_iss_parameter_supported"));
  }

  private static @Nullable URI page(Authority authority, JsonFields fields, String name) {
    return optional(authority, name, fields.text(name));
  }

  private static @Nullable String issuer(JsonFields fields) {
    String issuer = fields.text("issuer");
    return issuer == null || issuer.isEmpty() ? null : issuer;
  }

  private static @Nullable URI optional(Authority authority, String name, @Nullable String text) {
    return text == null || text.isEmpty() ? null : endpoint(authority, name, text);
  }

  // Entra's lies beside its token endpoint, also where the metadata of an older server is silent.
  private static @Nullable URI deviceAuthorization(
      Authority authority, URI token, @Nullable String text) {
    boolean isBeside =
        (authority instanceof EntraAuthority || authority instanceof AdfsAuthority)
            && token.getRawPath().endsWith("/token");
    return text == null && isBeside
        ? token.resolve("devicecode")
        : optional(authority, DEVICE_AUTHORIZATION, text);
  }

  private static Optional<URI> mutualTls(Authority authority, JsonFields fields) {
    JsonFields aliases = fields.object("mtls_endpoint_aliases");
    String alias = aliases == null ? null : aliases.text("token_endpoint");
    return alias == null
        ? Optional.empty()
        : Optional.of(endpoint(authority, "mtls_endpoint_aliases.token_endpoint", alias));
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

  private static URI endpoint(Authority authority, String name, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is no URL");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(name + " is no https URL");
    }
    Cloud own = Cloud.ofHost(authority.uri().getHost()).orElse(null);
    if (own != null && Cloud.ofHost(uri.getHost()).orElse(null) != own) {
      throw new IllegalArgumentException(
          name + " is on " + uri.getHost() + ", outside the cloud of the authority");
    }
    return uri;
  }

  private static void requireIssuer(Authority authority, @Nullable String issuer) {
    if (issuer == null || issuer.isEmpty()) {
      throw new IllegalArgumentException("issuer is missing");
    }
    URI named;
    try {
      named = URI.create(issuer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("issuer is no URL");
    }
    if (!"https".equalsIgnoreCase(named.getScheme()) || named.getHost() == null) {
      throw new IllegalArgumentException("issuer is no https URL");
    }
    String host = named.getHost().toLowerCase(Locale.ROOT);
    String own = authority.uri().getHost().toLowerCase(Locale.ROOT);
    boolean same = host.equals(own) && port(named) == port(authority.uri());
    boolean below =
        host.endsWith("." + own) && host.indexOf('.') == host.length() - own.length() - 1;
    if (!same && !below) {
      throw new IllegalArgumentException(
          "issuer is on " + host + ", another host than the authority");
    }
  }

  private static int port(URI uri) {
    return uri.getPort() == -1 ? 443 : uri.getPort();
  }
}
