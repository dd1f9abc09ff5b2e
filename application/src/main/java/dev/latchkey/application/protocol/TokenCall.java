package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.grant.Grant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a token endpoint.
 *
 * @param grant the grant
 * @param claims a claims request as JSON, or null
 * @param extra parameters that the caller adds
 * @param credential what to prove the client's identity with, or null for the client's own
 */
public record TokenCall(
    Grant grant,
    @Nullable String claims,
    Map<String, String> extra,
    @Nullable ClientCredential credential) {

  /**
   * Checks that grant and parameters are there.
   *
   * @param grant the grant
   * @param claims a claims request as JSON, or null
   * @param extra parameters that the caller adds
   * @param credential what to prove the client's identity with, or null for the client's own
   */
  public TokenCall {
    Objects.requireNonNull(grant, "grant");
    Objects.requireNonNull(extra, "extra parameters");
  }
}
