package dev.latchkey.domain.scheme;

/**
 * A scheme that works without a broker: tokens are bound to a key or certificate of the
 * application's. The token is asked for with the key's name, kept under it, and never handed out
 * for another key, another scheme, or as a bearer token.
 *
 * @since 0.1
 */
public sealed interface KeyBoundScheme extends AuthScheme
    permits SignedRequestScheme, DpopScheme, MutualTlsScheme, SshCertificateScheme {}
