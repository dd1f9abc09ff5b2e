package dev.latchkey.application.discovery;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.OidcAuthority;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns OpenID metadata into endpoints, or says what is wrong with it. */
final class MetadataReader {

  // OpenID Connect Discovery, section 3: what holds when the list is left out.
  private static final List<String> UNSAID_METHODS = List.of("client_secret_basic");

  private MetadataReader() {}

  static Endpoints read(Authority authority, JsonFields fields) {
    boolean generic = authority instanceof OidcAuthority;
    if (generic) {
      requireIssuer(authority, fields.text("issuer"));
    }
    URI token = endpoint(authority, fields.requiredText("token_endpoint"));
    List<String> methods = fields.texts("token_endpoint_auth_methods_supported");
    // Microsoft's own authorities take a secret in the body, whatever their metadata lists.
    List<String> accepted =
        generic ? methods == null ? UNSAID_METHODS : methods : List.of("client_secret_post");
    return Endpoints.of(token, authority.realmOf(token), accepted);
  }

  private static URI endpoint(Authority authority, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("token_endpoint is no URL");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("token_endpoint is no https URL");
    }
    Cloud own = Cloud.ofHost(authority.uri().getHost()).orElse(null);
    if (own != null && Cloud.ofHost(uri.getHost()).orElse(null) != own) {
      throw new IllegalArgumentException(
          "token_endpoint is on " + uri.getHost() + ", outside the cloud of the authority");
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
