package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/**
 * {@code /realms/{realm}/protocol/openid-connect/token}, and its alias for mutual TLS with {@code
 * mtls/} before the last segment.
 */
final class RealmTokenEndpoint implements Endpoint {

  private final RealmClients clients;
  private final Realms realms;
  private final Bindings bindings;
  private final TokenExchange exchange;

  RealmTokenEndpoint(RealmClients clients, Realms realms, Bindings bindings, List<Grant> grants) {
    this.clients = clients;
    this.realms = realms;
    this.bindings = bindings;
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
    boolean wantsNonce = realms.of(request).dpopNonce();
    Answer answer =
        exchange.answer(
            request,
            clients.place(request),
            clients::authenticate,
            sent -> bindings.realm(sent, wantsNonce));
    return wantsNonce && Bindings.isByDpop(request)
        ? answer.with("DPoP-Nonce", bindings.freshNonce())
        : answer;
  }
}
