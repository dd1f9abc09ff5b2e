package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/** {@code /realms/{realm}/protocol/openid-connect/revoke} (RFC 7009). */
final class RevocationEndpoint implements Endpoint {

  private final RealmClients clients;
  private final RefreshTokens refreshTokens;
  private final RealmErrors errors = new RealmErrors();

  RevocationEndpoint(RealmClients clients, RefreshTokens refreshTokens) {
    this.clients = clients;
    this.refreshTokens = refreshTokens;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.REVOCATION;
  }

  @Override
  public Set<String> methods() {
    return WRITE;
  }

  @Override
  public boolean matches(List<String> segments) {
    return Realms.matches(segments, List.of("protocol", "openid-connect", "revoke"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    try {
      String token = TokenExchange.required(request, "token");
      // Access tokens are self-contained: nothing here could take them back. RFC 7009, section
      // 2.2: a token that is not known is as good as revoked.
      refreshTokens.revoke(token, clients.authenticate(request));
      return Answer.of(200, "text/plain; charset=utf-8", "");
    } catch (Refusal refusal) {
      return errors.answer(request, refusal);
    }
  }
}
