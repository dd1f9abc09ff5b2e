package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.request.ClientRequest;

/** Where the tokens of an application come from when the cache has none. */
public sealed interface AppTokenOrigin permits EndpointOrigin, ApplicationOrigin {

  /**
   * Gets a token.
   *
   * @param audience which application and tenant
   * @param request what is asked for
   * @param conversation the operation
   * @return the token
   */
  FetchedToken fetch(AppAudience audience, ClientRequest request, Conversation conversation);
}
