package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/** {@code /realms/{realm}/protocol/openid-connect/auth}. */
final class RealmAuthorizeEndpoint implements Endpoint {

  private final Realms realms;
  private final BaseUris bases;
  private final AuthorizationPage page;
  private final RealmErrors errors = new RealmErrors();

  RealmAuthorizeEndpoint(Realms realms, BaseUris bases, AuthorizationPage page) {
    this.realms = realms;
    this.bases = bases;
    this.page = page;
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
    return Realms.matches(segments, List.of("protocol", "openid-connect", "auth"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    SandboxRealm realm = realms.of(request);
    Place place = Realms.place(bases, request, realm);
    return page.answer(request, place, realm.issuerParameter() ? place.issuer() : "", errors);
  }
}
