package dev.latchkey.domain.credential;

import java.util.Objects;

/**
 * A client assertion that comes from the application.
 *
 * @param source asked anew for each token request
 * @since 0.1
 */
public record AssertionCredential(AssertionSource source) implements ClientCredential {

  /**
   * Checks that the source is there.
   *
   * @param source asked anew for each token request
   */
  public AssertionCredential {
    Objects.requireNonNull(source, "assertion source");
  }
}
