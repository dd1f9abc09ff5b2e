package dev.latchkey.application.discovery;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which issuer the metadata of a provider may name that the application trusts by its address
 * (OpenID Connect Discovery, section 4.3, with what Entra's custom domains need). The first rule
 * that decides wins.
 */
final class IssuerRules {

  private static final String CIAM = ".ciamlogin.com";
  private static final List<String> B2C =
      List.of(".b2clogin.com", ".b2clogin.cn", ".b2clogin.us", ".b2clogin.de");
  private static final Pattern B2C_NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final URI authority;
  private final String own;
  private final URI issuer;
  private final String host;

  private IssuerRules(URI authority, URI issuer) {
    this.authority = authority;
    this.own = authority.getHost().toLowerCase(Locale.ROOT);
    this.issuer = issuer;
    this.host = issuer.getHost().toLowerCase(Locale.ROOT);
  }

  static void require(Authority authority, @Nullable String issuer) {
    if (issuer == null || issuer.isEmpty()) {
      throw new IllegalArgumentException("issuer is missing");
    }
    if (withoutSlash(issuer).equals(authority.uri().toString())) {
      return;
    }
    IssuerRules rules = new IssuerRules(authority.uri(), url(issuer));
    if (!rules.isAccepted()) {
      throw new IllegalArgumentException(
          "issuer is on "
              + rules.host
              + ", which does not speak for "
              + rules.own
              + "; for a host of Entra use Authority.parse");
    }
  }

  // Entra's issuer for many tenants has braces where a tenant stands.
  private static URI url(String issuer) {
    URI named;
    try {
      named = URI.create(issuer.replace("{tenantid}", "tenantid"));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("issuer is no URL");
    }
    if (!"https".equalsIgnoreCase(named.getScheme()) || named.getHost() == null) {
      throw new IllegalArgumentException("issuer is no https URL");
    }
    if (named.getRawUserInfo() != null
        || named.getRawQuery() != null
        || named.getRawFragment() != null) {
      throw new IllegalArgumentException("issuer has user information, a query or a fragment");
    }
    return named;
  }

  private boolean isAccepted() {
    if (host.equals(own) && port(issuer) == port(authority)) {
      return true;
    }
    if (host.endsWith(CIAM)) {
      return isOwnCiam();
    }
    return isEntra() || EndpointRule.isBelow(host, own) || isB2c();
  }

  // An external tenant's issuer names it before the suffix and, maybe, again in its path.
  private boolean isOwnCiam() {
    String tenant = host.substring(0, host.length() - CIAM.length());
    List<String> path = segments(authority);
    String asked = path.isEmpty() ? own.substring(0, own.indexOf('.') + 1) : path.get(0) + ".";
    String rest = withoutSlash(Optional.ofNullable(issuer.getRawPath()).orElse(""));
    return (tenant + ".").equalsIgnoreCase(asked)
        && List.of("", "/" + tenant, "/" + tenant + "/v2.0")
            .contains(rest.toLowerCase(Locale.ROOT));
  }

  private boolean isEntra() {
    Optional<Cloud> named = Cloud.ofHost(host);
    Optional<Cloud> asked = Cloud.ofHost(own);
    return named.isPresent() && (asked.isEmpty() || asked.equals(named));
  }

  private boolean isB2c() {
    return B2C.stream()
        .filter(host::endsWith)
        .map(it -> host.substring(0, host.length() - it.length()))
        .anyMatch(it -> B2C_NAME.matcher(it).matches());
  }

  private static List<String> segments(URI uri) {
    return List.of(uri.getRawPath().split("/")).stream().filter(it -> !it.isEmpty()).toList();
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private static int port(URI uri) {
    return uri.getPort() == -1 ? 443 : uri.getPort();
  }
}
