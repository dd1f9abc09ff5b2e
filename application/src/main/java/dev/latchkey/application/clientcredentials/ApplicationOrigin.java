package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.request.AppToken;
import dev.latchkey.application.request.AppTokenContext;
import dev.latchkey.application.request.AppTokenProvider;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import java.util.Objects;

/** Tokens from the application's own source. */
public final class ApplicationOrigin implements AppTokenOrigin {

  private final AppTokenProvider provider;

  /**
   * Asks the application.
   *
   * @param provider its source
   */
  public ApplicationOrigin(AppTokenProvider provider) {
    this.provider = Objects.requireNonNull(provider, "app token provider");
  }

  @Override
  public FetchedToken fetch(
      AppAudience audience, ClientRequest request, Conversation conversation) {
    if (request.credential().isPresent()
        || request.fmiPath().isPresent()
        || request.authScheme().isPresent()) {
      throw new IllegalArgumentException(
          "the request names a credential, an FMI path or an auth scheme, and this client's tokens come from the"
              + " application; build the client with a credential");
    }
    AppToken token =
        Objects.requireNonNull(
            provider.token(
                AppTokenContext.of(
                    request.scopes(),
                    audience.authority().realm(),
                    conversation.context().correlationId(),
                    request.claims().orElse(null))),
            "the app token provider gave no token");
    return new FetchedToken(
        token.accessToken(),
        TokenType.BEARER,
        request.scopes(),
        audience.authority().realm(),
        token.expiresIn(),
        token.refreshIn().orElse(null),
        TokenSource.APPLICATION,
        null,
        null);
  }
}
