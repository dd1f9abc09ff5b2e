package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/**
 * {@code /realms/{realm}/protocol/openid-connect/token}, and its alias for mutual TLS with {@code
 * mtls/} before the last segment.
 */
final class RealmTokenEndpoint implements Endpoint {

  private final RealmClients clients;
  private final TokenExchange exchange;

  RealmTokenEndpoint(RealmClients clients, List<Grant> grants) {
    this.clients = clients;
    exchange = new TokenExchange(new RealmErrors(), grants);
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
    return Realms.matches(segments, List.of("protocol", "openid-connect", "token"))
        || Realms.matches(segments, List.of("protocol", "openid-connect", "mtls", "token"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    return exchange.answer(request, clients.place(request), clients::authenticate);
  }
}
