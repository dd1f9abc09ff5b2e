package dev.latchkey.application.protocol;

import dev.latchkey.domain.id.Realm;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** What an authority's metadata said, checked. Immutable. */
public final class Endpoints {

  private final URI tokenEndpoint;
  private final Realm realm;
  private final boolean secretInBody;

  private Endpoints(URI tokenEndpoint, Realm realm, boolean secretInBody) {
    this.tokenEndpoint = Objects.requireNonNull(tokenEndpoint, "token endpoint");
    this.realm = Objects.requireNonNull(realm, "realm");
    this.secretInBody = secretInBody;
  }

  /**
   * Describes an authority.
   *
   * @param tokenEndpoint where grants are exchanged
   * @param realm the tenant as the authority resolved it
   * @param authMethods how clients may prove who they are (RFC 8414, section 2)
   * @return the endpoints
   */
  public static Endpoints of(URI tokenEndpoint, Realm realm, List<String> authMethods) {
    return new Endpoints(tokenEndpoint, realm, authMethods.contains("client_secret_post"));
  }

  /** {@return where grants are exchanged} */
  public URI tokenEndpoint() {
    return tokenEndpoint;
  }

  /** {@return the tenant as the authority resolved it} */
  public Realm realm() {
    return realm;
  }

  /** {@return whether a secret goes into the body; else it goes into an Authorization header} */
  public boolean acceptsSecretInBody() {
    return secretInBody;
  }
}
