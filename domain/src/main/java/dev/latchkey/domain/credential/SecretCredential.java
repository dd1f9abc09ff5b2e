package dev.latchkey.domain.credential;

import java.util.Objects;

/**
 * A secret shared with the authority.
 *
 * @param secret the secret
 * @since 0.1
 */
public record SecretCredential(Secret secret) implements ClientCredential {

  /**
   * Checks that the secret is there.
   *
   * @param secret the secret
   */
  public SecretCredential {
    Objects.requireNonNull(secret, "secret");
  }
}
