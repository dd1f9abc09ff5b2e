package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import dev.latchkey.domain.token.ScopeMatching;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who issues tokens. Immutable; equal where kind and URL are.
 *
 * @since 0.1
 */
public abstract sealed class Authority
    permits EntraAuthority,
        AdfsAuthority,
        B2cAuthority,
        CiamAuthority,
        DstsAuthority,
        OidcAuthority {

  private final AuthorityUrl url;

  Authority(AuthorityUrl url) {
    this.url = url;
  }

  /**
   * Reads the URL of a Microsoft authority and tells its kind by host and path: {@code
   * *.ciamlogin.com}, a first segment {@code adfs} or {@code dstsv2}, a B2C host, {@code tfp} or a
   * policy; else Entra. Any other OpenID provider is named by {@link #oidc}.
   *
   * @param url for example {@code https://login.microsoftonline.com/contoso.onmicrosoft.com}; a
   *     slash at its end is left off
   * @return the authority
   * @throws IllegalArgumentException if the URL is not https, has no host or tenant, carries a
   *     user, query or fragment, or goes on after what names the authority; the message tells which
   */
  public static Authority parse(String url) {
    AuthorityUrl parsed = AuthorityUrl.parse(url);
    List<String> path = parsed.segments();
    if (parsed.host().endsWith(CiamAuthority.SUFFIX)) {
      return CiamAuthority.at(parsed);
    }
    if (path.isEmpty()) {
      throw AuthorityUrl.wrong("names no tenant after its host");
    }
    return switch (path.get(0).toLowerCase(Locale.ROOT)) {
      case "adfs" -> AdfsAuthority.at(parsed);
      case "dstsv2" -> DstsAuthority.at(parsed);
      default ->
          B2cAuthority.isMeantBy(parsed) ? new B2cAuthority(parsed) : new EntraAuthority(parsed);
    };
  }

  /**
   * Names a tenant of a known cloud.
   *
   * @param cloud the cloud
   * @param tenant a GUID, a verified domain or a placeholder
   * @return the authority
   * @throws IllegalArgumentException if the tenant has another shape
   */
  public static Authority entra(Cloud cloud, String tenant) {
    Objects.requireNonNull(cloud, "cloud");
    return parse("https://" + cloud.host() + "/" + new TenantId(tenant));
  }

  /**
   * Names any OpenID provider by its issuer.
   *
   * @param issuer the issuer; metadata is read from {@code
   *     {issuer}/.well-known/openid-configuration}
   * @return the authority
   * @throws IllegalArgumentException if the URL is not https, has no host, or carries a user, query
   *     or fragment
   */
  public static Authority oidc(URI issuer) {
    return OidcAuthority.at(AuthorityUrl.parse(issuer.toString()));
  }

  /** {@return the URL, host in lower case and without trailing slash} */
  public final URI uri() {
    return url.uri();
  }

  /** {@return the host that its tokens are cached under} */
  public Environment environment() {
    return new Environment(url.hostAndPort());
  }

  /** {@return where its OpenID metadata lies (OpenID Connect Discovery, section 4)} */
  public URI metadataUri() {
    return url.resolve("/v2.0/.well-known/openid-configuration");
  }

  /** {@return the tenant, or the like, as it was configured} */
  public abstract Realm realm();

  /**
   * Names another tenant of the same authority; nothing but the tenant changes.
   *
   * @param tenant the other tenant
   * @return the authority for it
   * @throws IllegalArgumentException if this kind has no tenants
   */
  public Authority withTenant(TenantId tenant) {
    throw new IllegalArgumentException(
        "authority " + this + " has no tenants; do not give one with the request");
  }

  /** {@return how it compares scopes} */
  public ScopeMatching scopeMatching() {
    return ScopeMatching.IGNORE_CASE;
  }

  /** {@return whether its host has to be vouched for by instance discovery before it is used} */
  public boolean needsInstanceDiscovery() {
    return false;
  }

  /**
   * Reads the resolved tenant from a discovered endpoint, since metadata turns a domain into a
   * GUID.
   *
   * @param tokenEndpoint the endpoint that metadata names
   * @return the realm under which tokens are cached
   */
  public Realm realmOf(URI tokenEndpoint) {
    return realm();
  }

  static Realm firstSegment(URI uri, Realm otherwise) {
    String[] path = uri.getPath().split("/", 3);
    return path.length < 2 || path[1].isEmpty()
        ? otherwise
        : new Realm(path[1].toLowerCase(Locale.ROOT));
  }

  final AuthorityUrl url() {
    return url;
  }

  final Realm segmentRealm(int index) {
    return new Realm(url.segments().get(index).toLowerCase(Locale.ROOT));
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Authority that
        && getClass() == that.getClass()
        && uri().equals(that.uri());
  }

  /** {@return a hash of the URL} */
  @Override
  public final int hashCode() {
    return uri().hashCode();
  }

  /** {@return the URL} */
  @Override
  public final String toString() {
    return uri().toString();
  }
}
