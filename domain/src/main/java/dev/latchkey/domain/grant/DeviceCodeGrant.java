package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;

/**
 * Tokens for a person who signs in on another device (RFC 8628, section 3.4).
 *
 * @param deviceCode what the authority knows this device by
 * @param scopes the scopes that the code was asked for with; not sent again
 * @since 0.1
 */
public record DeviceCodeGrant(Secret deviceCode, Scopes scopes) implements Grant {

  /**
   * Checks that both are there.
   *
   * @param deviceCode what the authority knows this device by
   * @param scopes the scopes that the code was asked for with; not sent again
   */
  public DeviceCodeGrant {
    Objects.requireNonNull(deviceCode, "device code");
    Objects.requireNonNull(scopes, "scopes");
  }
}
