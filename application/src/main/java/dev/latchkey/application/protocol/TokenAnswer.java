package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of a token endpoint, checked.
 *
 * @param accessToken the token
 * @param type how it is used
 * @param expiresIn how long it lives from now
 * @param refreshIn when it is due for refresh, or null if the server said nothing
 * @param granted the scopes granted, or null if the server granted what was asked for
 */
public record TokenAnswer(
    Secret accessToken,
    TokenType type,
    Duration expiresIn,
    @Nullable Duration refreshIn,
    @Nullable Scopes granted) {}
