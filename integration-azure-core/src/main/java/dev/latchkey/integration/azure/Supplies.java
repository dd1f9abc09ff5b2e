package dev.latchkey.integration.azure;

import com.azure.core.credential.TokenRequestContext;
import dev.latchkey.domain.token.TokenResult;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A client as a supply. Its two faces differ in nothing but the thread.
 *
 * @param <C> the client's type
 */
final class Supplies<C> implements TokenSupply {

  private final C client;
  private final BiFunction<C, TokenRequestContext, TokenResult> call;
  private final Asynchronous<C> asynchronous;

  Supplies(
      C client,
      BiFunction<C, TokenRequestContext, TokenResult> call,
      Asynchronous<C> asynchronous) {
    this.client = client;
    this.call = call;
    this.asynchronous = asynchronous;
  }

  @Override
  public TokenResult get(TokenRequestContext context) {
    return call.apply(client, context);
  }

  @Override
  public CompletableFuture<TokenResult> later(TokenRequestContext context) {
    return asynchronous.call(client, it -> call.apply(it, context));
  }

  /** What every client calls {@code async}. */
  interface Asynchronous<C> {
    CompletableFuture<TokenResult> call(C client, Function<C, TokenResult> work);
  }
}
