package dev.latchkey.application.protocol;

import dev.latchkey.application.scheme.KeyBinding;
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
 * @param mailbox whom the answer is about, so that Entra serves it near the person's data; or null
 * @param binding the key that the token is to be bound to, or null
 */
public record TokenCall(
    Grant grant,
    @Nullable String claims,
    Map<String, String> extra,
    @Nullable ClientCredential credential,
    @Nullable String mailbox,
    @Nullable KeyBinding binding) {

  /**
   * Checks that grant and parameters are there.
   *
   * @param grant the grant
   * @param claims a claims request as JSON, or null
   * @param extra parameters that the caller adds
   * @param credential what to prove the client's identity with, or null for the client's own
   * @param mailbox whom the answer is about, so that Entra serves it near the person's data; or
   *     null
   * @param binding the key that the token is to be bound to, or null
   */
  public TokenCall {
    Objects.requireNonNull(grant, "grant");
    Objects.requireNonNull(extra, "extra parameters");
  }

  /**
   * Asks for something that is no particular person's, as the client itself.
   *
   * @param grant the grant
   * @return the call
   */
  public static TokenCall of(Grant grant) {
    return new TokenCall(grant, null, Map.of(), null, null, null);
  }

  /** {@return the kind of grant only: the rest may name a person} */
  @Override
  public String toString() {
    return "TokenCall[" + grant.getClass().getSimpleName() + "]";
  }
}
