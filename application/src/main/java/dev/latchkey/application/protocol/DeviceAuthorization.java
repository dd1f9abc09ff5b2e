package dev.latchkey.application.protocol;

import dev.latchkey.domain.credential.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A device code and what a person has to do with it (RFC 8628, section 3.2), checked.
 *
 * @param deviceCode what the authority knows this device by
 * @param userCode what the person types
 * @param verificationUri where
 * @param verificationUriComplete the same with the code in it, or null
 * @param expiresIn how long both codes live from now
 * @param interval the least time between polls
 * @param message what to tell the person, as the authority words it (Entra); or null
 */
public record DeviceAuthorization(
    Secret deviceCode,
    String userCode,
    URI verificationUri,
    @Nullable URI verificationUriComplete,
    Duration expiresIn,
    Duration interval,
    @Nullable String message) {

  /** {@return a fixed text: who has a code can sign in with it} */
  @Override
  public String toString() {
    return "DeviceAuthorization[hidden]";
  }
}
