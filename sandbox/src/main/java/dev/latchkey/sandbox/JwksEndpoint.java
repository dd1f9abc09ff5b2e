package dev.latchkey.sandbox;

import java.util.List;

/** The public keys: {@code /{tenant}/discovery/v2.0/keys} and the realms' {@code certs}. */
final class JwksEndpoint implements Endpoint {

  private final SigningKey key;

  JwksEndpoint(SigningKey key) {
    this.key = key;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.JWKS;
  }

  @Override
  public boolean matches(List<String> segments) {
    return MicrosoftPath.of(segments).isKeys()
        || Realms.matches(segments, List.of("protocol", "openid-connect", "certs"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    return Answer.json(200, key.publicKeys());
  }
}
