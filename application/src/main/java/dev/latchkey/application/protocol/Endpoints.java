package dev.latchkey.application.protocol;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.id.Realm;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an authority's metadata said, checked.
 *
 * @param authority whose it is
 * @param tokenEndpoint where grants are exchanged
 * @param mutualTlsTokenEndpoint where clients exchange them that prove themselves by TLS (RFC 8705,
 *     section 5); the same if the authority has no other
 * @param realm the tenant as the authority resolved it
 * @param authentication the names of the ways to prove a client's identity (RFC 8414, section 2);
 *     null if the authority does not say
 * @param algorithms those that assertions may be signed with; empty if the authority does not say
 * @param issuer what its ID tokens name as their issuer, where {@code {tenantid}} stands for their
 *     tenant; null if the authority does not say
 * @param keySet where its public keys lie; null if the authority does not say
 * @param deviceAuthorizationEndpoint where device codes are asked for (RFC 8628); null if the
 *     authority has none
 * @param signIn where it meets people
 */
public record Endpoints(
    Authority authority,
    URI tokenEndpoint,
    URI mutualTlsTokenEndpoint,
    Realm realm,
    @Nullable Set<String> authentication,
    Set<SigningAlgorithm> algorithms,
    @Nullable String issuer,
    @Nullable URI keySet,
    @Nullable URI deviceAuthorizationEndpoint,
    SignInEndpoints signIn) {

  /**
   * Checks that everything is there that has to be.
   *
   * @param authority whose it is
   * @param tokenEndpoint where grants are exchanged
   * @param mutualTlsTokenEndpoint where clients exchange them that prove themselves by TLS (RFC
   *     8705, section 5); the same if the authority has no other
   * @param realm the tenant as the authority resolved it
   * @param authentication the names of the ways to prove a client's identity (RFC 8414, section 2);
   *     null if the authority does not say
   * @param algorithms those that assertions may be signed with; empty if the authority does not say
   * @param issuer what its ID tokens name as their issuer, where {@code {tenantid}} stands for
   *     their tenant; null if the authority does not say
   * @param keySet where its public keys lie; null if the authority does not say
   * @param deviceAuthorizationEndpoint where device codes are asked for (RFC 8628); null if the
   *     authority has none
   * @param signIn where it meets people
   */
  public Endpoints {
    Objects.requireNonNull(authority, "authority");
    Objects.requireNonNull(tokenEndpoint, "token endpoint");
    Objects.requireNonNull(mutualTlsTokenEndpoint, "mutual TLS token endpoint");
    Objects.requireNonNull(realm, "realm");
    Objects.requireNonNull(signIn, "sign-in endpoints");
    authentication = authentication == null ? null : Set.copyOf(authentication);
    algorithms = Set.copyOf(algorithms);
  }
}
