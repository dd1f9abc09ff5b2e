package dev.latchkey.application.protocol;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where an authority meets people and their browsers.
 *
 * @param authorization where they sign in (RFC 6749, section 3.1); null if the authority has none
 * @param pushedAuthorization where a client may leave what it asks for before (RFC 9126); null if
 *     the authority has none
 * @param endSession where they sign out (OpenID Connect RP-Initiated Logout); null if the authority
 *     has none
 * @param revocation where tokens are taken back (RFC 7009); null if the authority has none
 * @param namesIssuer whether each answer of the authorization endpoint says who answers (RFC 9207)
 */
public record SignInEndpoints(
    @Nullable URI authorization,
    @Nullable URI pushedAuthorization,
    @Nullable URI endSession,
    @Nullable URI revocation,
    boolean namesIssuer) {}
