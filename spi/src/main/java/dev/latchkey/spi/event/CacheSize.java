package dev.latchkey.spi.event;

/**
 * How much a client's token cache holds in memory at one moment.
 *
 * @param partitions how many holders of tokens: people, sessions, applications in their tenants
 * @param bytes what is in memory, roughly: tokens, and what is around them
 * @since 0.1
 */
public record CacheSize(int partitions, long bytes) {}
