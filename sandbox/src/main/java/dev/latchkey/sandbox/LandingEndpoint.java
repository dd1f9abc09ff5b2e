package dev.latchkey.sandbox;

import java.util.List;

/** {@code /}: says what this is, for people and for health checks. */
final class LandingEndpoint implements Endpoint {

  private final BaseUris bases;

  LandingEndpoint(BaseUris bases) {
    this.bases = bases;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.OTHER;
  }

  @Override
  public boolean matches(List<String> segments) {
    return segments.equals(List.of(""));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    String base = bases.own().toString();
    String text =
        """
        Latchkey sandbox: an identity provider for tests. Trust nothing that it signs.

        Entra-shaped authority: %s/{tenant}
        OpenID Connect issuer:  %s/realms/{realm}
        """
            .formatted(base, base);
    return Answer.of(200, "text/plain; charset=utf-8", text);
  }
}
