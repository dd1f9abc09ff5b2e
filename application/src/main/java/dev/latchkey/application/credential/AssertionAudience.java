package dev.latchkey.application.credential;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.id.ClientId;
import java.net.URI;
import java.util.Objects;
import java.util.Set;

/**
 * Whom an assertion is for.
 *
 * @param clientId who proves itself
 * @param tokenEndpoint the audience
 * @param authority whose endpoint it is
 * @param algorithms those that its metadata lists; empty if it says nothing
 */
public record AssertionAudience(
    ClientId clientId, URI tokenEndpoint, Authority authority, Set<SigningAlgorithm> algorithms) {

  /**
   * Checks that all are there.
   *
   * @param clientId who proves itself
   * @param tokenEndpoint the audience
   * @param authority whose endpoint it is
   * @param algorithms those that its metadata lists; empty if it says nothing
   */
  public AssertionAudience {
    Objects.requireNonNull(clientId, "client id");
    Objects.requireNonNull(tokenEndpoint, "token endpoint");
    Objects.requireNonNull(authority, "authority");
    algorithms = Set.copyOf(algorithms);
  }
}
