package dev.latchkey.domain.scheme;

/**
 * How a token is to be bound, so that whoever steals it can do nothing with it. Without a scheme a
 * token is a bearer token.
 *
 * <p>Schemes are descriptions: they hold no open key, and equal ones share tokens and keys within
 * one client. Immutable.
 *
 * @since 0.1
 */
public sealed interface AuthScheme permits PopAuthScheme, KeyBoundScheme {}
