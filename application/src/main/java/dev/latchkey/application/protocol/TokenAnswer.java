package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A successful answer of a token endpoint, checked. It has an access token, an ID token, or both.
 *
 * @param accessToken the access token, or null if an ID token came alone
 * @param type how the access token is used
 * @param expiresIn how long the access token lives from now
 * @param extendedExpiresIn how long it lives if the issuer has an outage (Entra), or null
 * @param refreshIn when it is due for refresh, or null if the server said nothing
 * @param granted the scopes granted, or null if the server granted what was asked for
 * @param refreshToken the refresh token, or null if none came
 * @param refreshTokenExpiresIn how long the refresh token lives from now, or null if the server
 *     said nothing
 * @param idToken the ID token in compact form, or null if none came
 * @param clientInfo who the person is across tenants, encoded as it came (Entra), or null
 * @param familyId the family that may share the refresh token (Entra), or null
 * @param spaCode a code for the page of a single-page application to redeem (Entra), or null
 */
public record TokenAnswer(
    @Nullable Secret accessToken,
    TokenType type,
    Duration expiresIn,
    @Nullable Duration extendedExpiresIn,
    @Nullable Duration refreshIn,
    @Nullable Scopes granted,
    @Nullable Secret refreshToken,
    @Nullable Duration refreshTokenExpiresIn,
    @Nullable Secret idToken,
    @Nullable String clientInfo,
    @Nullable String familyId,
    @Nullable Secret spaCode) {

  /** {@return what came, and none of it: it names a person and holds secrets} */
  @Override
  public String toString() {
    return "TokenAnswer[accessToken="
        + (accessToken != null)
        + ", refreshToken="
        + (refreshToken != null)
        + ", idToken="
        + (idToken != null)
        + "]";
  }
}
