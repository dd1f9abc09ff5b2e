package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;

/**
 * Work on behalf of a user that goes on after the user's token has expired: begun with the token,
 * gone on with by name, stopped when it is done.
 */
public final class LongRunningOnBehalfOf {

  private final ClientId clientId;
  private final UserAudiences audiences;
  private final SessionExchange exchange;
  private final SessionTokens sessions;
  private final PartitionedCache cache;

  /**
   * Puts the use case together.
   *
   * @param clientId the middle tier
   * @param audiences the authorities of the application
   * @param exchange asks for tokens and keeps them
   * @param sessions asks the cache, and shares flights
   * @param cache holds the sessions
   */
  public LongRunningOnBehalfOf(
      ClientId clientId,
      UserAudiences audiences,
      SessionExchange exchange,
      SessionTokens sessions,
      PartitionedCache cache) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
    this.cache = Objects.requireNonNull(cache, "cache");
  }

  /**
   * Begins a session. The authority is always asked; what another user had under the same name is
   * forgotten.
   *
   * @param request what is asked for, and for whom
   * @param cancellation ends the wait
   * @return the first token
   */
  public TokenResult begin(OnBehalfOfRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    PartitionKey.Obo session = session(request.sessionKey());
    return sessions.acquire(
        new SessionWish(
            session,
            audience,
            request.scopes(),
            request.options(),
            true,
            request.assertionHash(),
            conversation -> exchange.begin(session, audience, request, conversation)),
        cancellation);
  }

  /**
   * Goes on with a session.
   *
   * @param request what is asked for, and in which session
   * @param cancellation ends the wait for a token that is not in the cache
   * @return the token
   * @throws InteractionRequiredException if there is no such session, or the authority ended it
   */
  public TokenResult resume(SessionRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    PartitionKey.Obo session = session(request.sessionKey());
    return sessions.acquire(
        new SessionWish(
            session,
            audience,
            request.scopes(),
            request.options(),
            request.isForceRefresh(),
            "",
            conversation -> exchange.refresh(session, audience, request, conversation)),
        cancellation);
  }

  /**
   * Stops a session: forgets all its tokens. What a refresh under way brings is not kept.
   *
   * @param sessionKey the name of the session
   * @return whether there was one
   */
  public boolean stop(String sessionKey) {
    PartitionKey.Obo session = session(Objects.requireNonNull(sessionKey, "session key"));
    boolean present = !cache.read(session).isEmpty();
    cache.require(session, old -> CachePartition.empty(session));
    return present;
  }

  // Apart from what is kept under a token's hash, which may be the default name of a session.
  private PartitionKey.Obo session(String sessionKey) {
    return new PartitionKey.Obo(clientId, "session:" + sessionKey);
  }
}
