package dev.latchkey.application.accounts;

import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.protocol.RevocationEndpoint;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Has an OpenID provider take back the tokens of people who sign out. */
public final class TokenRevocation {

  private final ClientId clientId;
  private final Authority authority;
  private final AuthorityResolver resolver;
  private final RevocationEndpoint endpoint;
  private final Operations operations;

  /**
   * Revokes for one application.
   *
   * @param clientId the application
   * @param authority who issued its tokens
   * @param resolver finds where they are taken back
   * @param endpoint has them taken back
   * @param operations opens operations
   */
  public TokenRevocation(
      ClientId clientId,
      Authority authority,
      AuthorityResolver resolver,
      RevocationEndpoint endpoint,
      Operations operations) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.authority = Objects.requireNonNull(authority, "authority");
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.operations = Objects.requireNonNull(operations, "operations");
  }

  /** Tries each token, and tells of the first that was not taken back. */
  void revoke(CachePartition held, Cancellation cancellation) {
    // Microsoft's kinds have no such endpoint, and are not asked for one.
    if (!(authority instanceof OidcAuthority)) {
      return;
    }
    List<Secret> refreshTokens =
        held.refreshTokensFor(clientId, authority.environment()).stream()
            .map(it -> it.secret())
            .toList();
    // RFC 7009, section 2.1: who takes a refresh token back takes back what came of it, too.
    boolean isRenewable = !refreshTokens.isEmpty();
    List<Secret> tokens = isRenewable ? refreshTokens : accessTokens(held);
    if (!tokens.isEmpty()) {
      revoke(tokens, isRenewable ? "refresh_token" : "access_token", cancellation);
    }
  }

  private List<Secret> accessTokens(CachePartition held) {
    return held.accessTokens().stream()
        .filter(it -> it.clientId().equals(clientId))
        .filter(it -> it.environment().equals(authority.environment()))
        .map(it -> it.result().accessToken())
        .toList();
  }

  private void revoke(List<Secret> tokens, String hint, Cancellation cancellation) {
    Conversation conversation = operations.open(null, cancellation, () -> {});
    Endpoints endpoints = resolver.resolve(authority, conversation);
    URI target = endpoints.signIn().revocation();
    if (target == null) {
      return;
    }
    TokenException failure = null;
    for (Secret token : tokens) {
      try {
        endpoint.revoke(token, hint, target, endpoints, conversation);
      } catch (CancelledException e) {
        throw e;
      } catch (TokenException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
