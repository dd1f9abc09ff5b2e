package dev.latchkey.client;

import dev.latchkey.application.flight.Gate;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.identity.ChainLink;
import dev.latchkey.spi.identity.ChainRequest;
import dev.latchkey.spi.time.Cancellation;
import org.jspecify.annotations.Nullable;

/** Tokens of the person who sits at this machine, asked with a browser. */
final class SignInLink implements ChainLink {

  private final PublicClient client;
  // However many callers wait, one window is enough.
  private final Gate windows = new Gate();
  private volatile @Nullable Account person;

  SignInLink(PublicClient client) {
    this.client = client;
  }

  @Override
  public String name() {
    return "sign-in";
  }

  @Override
  public TokenResult acquire(ChainRequest request, Cancellation cancellation) {
    TokenResult known = silently(request, cancellation);
    return known != null
        ? known
        : windows.pass(
            cancellation,
            () -> {
              TokenResult meanwhile = silently(request, cancellation);
              return meanwhile != null ? meanwhile : inBrowser(request, cancellation);
            });
  }

  private @Nullable TokenResult silently(ChainRequest request, Cancellation cancellation) {
    Account known = person;
    if (known == null) {
      return null;
    }
    try {
      return client.acquireSilently(SharedCacheLink.silent(request, known), cancellation);
    } catch (InteractionRequiredException e) {
      return null;
    }
  }

  private TokenResult inBrowser(ChainRequest request, Cancellation cancellation) {
    InteractiveRequest wish = InteractiveRequest.of(request.scopes().values());
    Account known = person;
    wish = known == null ? wish : wish.loginHint(known.username());
    wish = request.tenant().map(wish::tenant).orElse(wish);
    wish = request.claims().map(wish::claims).orElse(wish);
    wish = request.correlationId().map(wish::correlationId).orElse(wish);
    TokenResult token = client.acquireInteractively(wish, cancellation);
    person = token.account().orElse(known);
    return token;
  }
}
