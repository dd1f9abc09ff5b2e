package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;

/**
 * What is wanted of one session.
 *
 * @param session whose tokens
 * @param audience who is asked
 * @param scopes the scopes as the caller gave them
 * @param options everything else
 * @param isForced whether the cache is passed by
 * @param asked what tells apart the ways to ask for it: the hash of a token, or nothing
 * @param source asks the authority
 */
record SessionWish(
    PartitionKey.Obo session,
    UserAudience audience,
    Scopes scopes,
    CallOptions options,
    boolean isForced,
    String asked,
    Source source) {

  TokenQuery query() {
    return audience.query(scopes, options);
  }

  boolean passesCache() {
    return isForced || options.claims().isPresent();
  }

  SessionKey key() {
    return new SessionKey(
        session,
        audience.authority(),
        scopes,
        options.claims().orElse(null),
        options.extendedKey().orElse(null),
        options.authScheme().orElse(null),
        asked);
  }

  /** Asks the authority, and keeps what it answers. */
  @FunctionalInterface
  interface Source {

    /**
     * Asks.
     *
     * @param conversation the operation
     * @return the result, without source and cost
     */
    TokenResult ask(Conversation conversation);
  }
}
