package dev.latchkey.domain.grant;

import dev.latchkey.domain.token.Scopes;

/**
 * What is asked of a token endpoint. One type per grant; wire names are the protocol's affair.
 *
 * @since 0.1
 */
public sealed interface Grant
    permits AuthorizationCodeGrant,
        ClientCredentialsGrant,
        DeviceCodeGrant,
        OnBehalfOfGrant,
        PasswordGrant,
        RefreshTokenGrant,
        SamlGrant,
        TokenExchangeGrant,
        UserFederatedIdentityGrant {

  /** {@return the scopes asked for} */
  Scopes scopes();
}
