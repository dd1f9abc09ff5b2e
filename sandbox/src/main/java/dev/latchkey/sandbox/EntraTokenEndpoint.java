package dev.latchkey.sandbox;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /{tenant}/oauth2/v2.0/token}, and what the other Microsoft kinds of authority have in its
 * place.
 */
final class EntraTokenEndpoint implements Endpoint {

  private final Tenants tenants;
  private final BaseUris bases;
  private final ClientAuthenticator authenticator;
  private final EntraErrors errors;
  private final TokenExchange exchange;
  private final Bindings bindings;

  EntraTokenEndpoint(
      Tenants tenants,
      BaseUris bases,
      ClientAuthenticator authenticator,
      EntraErrors errors,
      List<Grant> grants,
      Bindings bindings) {
    this.tenants = tenants;
    this.bases = bases;
    this.authenticator = authenticator;
    this.errors = errors;
    exchange = new TokenExchange(errors, grants);
    this.bindings = bindings;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.TOKEN;
  }

  @Override
  public Set<String> methods() {
    return WRITE;
  }

  @Override
  public boolean matches(List<String> segments) {
    return MicrosoftPath.of(segments).isEndpoint("token");
  }

  @Override
  public Answer handle(RecordedRequest request) {
    String segment = MicrosoftPath.of(Texts.segments(request.path())).tenant();
    Optional<Place> place = tenants.place(segment, bases.of(request));
    if (place.isEmpty()) {
      return errors.answer(
          request,
          new Refusal(Refusal.Reason.UNKNOWN_TENANT, EntraMetadataEndpoint.unknownTenant(segment)));
    }
    Set<String> audiences = audiences(request, segment, place.get().tenant());
    ProofTerms terms =
        isAtTheMutualTlsHost(request)
            ? ProofTerms.entraMutualTls(audiences)
            : ProofTerms.entra(audiences);
    return exchange.answer(
        request, place.get(), sent -> authenticator.authenticate(sent, terms), bindings::entra);
  }

  private static boolean isAtTheMutualTlsHost(RecordedRequest request) {
    return List.of(request.host().split("\\.")).contains("mtlsauth");
  }

  /**
   * The endpoint as it was asked and as metadata names it, at any host of its cloud; the issuer.
   */
  private Set<String> audiences(RecordedRequest request, String segment, String id) {
    Set<String> audiences = new LinkedHashSet<>();
    for (String base : bases.aliases(request)) {
      audiences.add(base + request.path());
      audiences.add(base + "/" + segment + "/oauth2/v2.0/token");
      audiences.add(base + "/" + id + "/oauth2/v2.0/token");
      audiences.add(base + "/" + id + "/v2.0");
    }
    return audiences;
  }
}
