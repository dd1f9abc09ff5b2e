package dev.latchkey.integration.azure;

import com.azure.core.credential.TokenRequestContext;
import dev.latchkey.domain.token.TokenResult;
import java.util.concurrent.CompletableFuture;

/** Where tokens come from: one of the clients, asked on this thread or on its own. */
interface TokenSupply {

  TokenResult get(TokenRequestContext context);

  CompletableFuture<TokenResult> later(TokenRequestContext context);
}
