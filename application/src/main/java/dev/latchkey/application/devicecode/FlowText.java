package dev.latchkey.application.devicecode;

import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.protocol.DeviceAuthorization;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes down a flow that was begun, as {@code PendingDeviceCodeFlow} reads it. */
final class FlowText {

  private FlowText() {}

  static Secret of(
      UserAudience audience,
      DeviceCodeRequest request,
      CorrelationId id,
      DeviceAuthorization code,
      Instant expiresAt,
      @Nullable KeyBinding binding) {
    JsonText text =
        new JsonText()
            .put("client_id", audience.clientId().value())
            .put("authority", audience.authority().toString())
            .put(
                "authority_kind",
                audience.authority() instanceof OidcAuthority ? "oidc" : "microsoft")
            .put("correlation_id", id.toString())
            .put("device_code", code.deviceCode().reveal())
            .put("user_code", code.userCode())
            .put("verification_uri", code.verificationUri().toString())
            .put("expires_at", expiresAt.getEpochSecond())
            .put("interval", code.interval().toSeconds())
            .put("message", message(code))
            .put("scope", request.scopes().text());
    if (code.verificationUriComplete() != null) {
      text.put("verification_uri_complete", code.verificationUriComplete().toString());
    }
    if (binding != null) {
      text.put("token_type", binding.tokenType().value());
    }
    CallOptions options = request.options();
    options.claims().ifPresent(claims -> text.put("claims", claims.json()));
    options.claimsFromClient().ifPresent(own -> text.put("claims_from_client", own.json()));
    JsonText extra = new JsonText();
    options.extraParameters().forEach(extra::put);
    return Secret.of(text.put("extra_parameters", extra.text()).text());
  }

  private static String message(DeviceAuthorization code) {
    return code.message() != null
        ? code.message()
        : "To sign in, open "
            + code.verificationUri()
            + " in a browser on any device and enter the code "
            + code.userCode()
            + ".";
  }
}
