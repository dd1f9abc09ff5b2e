package dev.latchkey.sandbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /{tenant}/oauth2/v2.0/authorize}, and what the other Microsoft kinds of authority have in
 * its place.
 */
final class EntraAuthorizeEndpoint implements Endpoint {

  private final Tenants tenants;
  private final BaseUris bases;
  private final AuthorizationPage page;
  private final EntraErrors errors;

  EntraAuthorizeEndpoint(
      Tenants tenants, BaseUris bases, AuthorizationPage page, EntraErrors errors) {
    this.tenants = tenants;
    this.bases = bases;
    this.page = page;
    this.errors = errors;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.AUTHORIZATION;
  }

  @Override
  public Set<String> methods() {
    return PERSON;
  }

  @Override
  public boolean matches(List<String> segments) {
    return MicrosoftPath.of(segments).isEndpoint("authorize");
  }

  @Override
  public Answer handle(RecordedRequest request) {
    String segment = MicrosoftPath.of(Texts.segments(request.path())).tenant();
    Optional<Place> place = tenants.place(segment, bases.of(request));
    return place.isEmpty()
        ? SignInPages.problem("AADSTS90002: " + EntraMetadataEndpoint.unknownTenant(segment), 400)
        : page.answer(request, place.get(), "", errors);
  }
}
