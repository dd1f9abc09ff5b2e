package dev.latchkey.domain.cache;

/**
 * One row of the token cache. Immutable; wire and file names are the codec's affair.
 *
 * @since 0.1
 */
public sealed interface CacheEntry
    permits AccessToken, RefreshToken, IdToken, AccountRecord, AppMetadata {}
