package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Asks for device codes (RFC 8628, section 3.1). */
public final class DeviceAuthorizationEndpoint {

  // RFC 8628 requires a life, and gives five seconds where no interval is named.
  private static final long UNSAID_LIFE = 1800;
  private static final long UNSAID_INTERVAL = 5;
  private static final long LONGEST_LIFE = Duration.ofDays(1).toSeconds();
  private static final int LONGEST_TEXT = 4096;

  private final ClientId clientId;
  private final TimeSource time;

  /**
   * Asks for one client, which says only who it is.
   *
   * @param clientId the client
   * @param time reads dates in answers
   */
  public DeviceAuthorizationEndpoint(ClientId clientId, TimeSource time) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Asks for a code.
   *
   * @param scopes the scopes, the reserved ones included
   * @param extra parameters that the caller adds
   * @param endpoints where to
   * @param conversation the operation
   * @return the code
   * @throws ConfigurationException if the authority has no such endpoint
   */
  public DeviceAuthorization authorize(
      Scopes scopes, Map<String, String> extra, Endpoints endpoints, Conversation conversation) {
    URI target = endpoints.deviceAuthorizationEndpoint();
    if (target == null) {
      throw new ConfigurationException(
          "authority "
              + endpoints.authority()
              + " has no device_authorization_endpoint in its metadata; sign in with a browser"
              + " instead",
          conversation.details(),
          null);
    }
    FormBody form =
        new FormBody().set("client_id", clientId.value()).set("scope", scopes.text()).setAll(extra);
    Proof asNobody = new Proof(target, Map.of(), HttpHeaders.none(), null, clientId);
    HttpResponse response = conversation.post(form, asNobody, null, true);
    OAuthAnswer answer =
        OAuthAnswer.of(
            "the device authorization endpoint", response, conversation.details(), time.instant());
    if (answer.isRefusal()) {
      throw answer.refusal("");
    }
    try {
      return read(answer.fields());
    } catch (IllegalArgumentException e) {
      throw answer.unusable("no device authorization", e);
    }
  }

  private static DeviceAuthorization read(JsonFields fields) {
    // Drafts of the RFC, and servers built by them, named it verification_url.
    String where = fields.text("verification_uri");
    String complete = fields.text("verification_uri_complete");
    String message = fields.text("message");
    return new DeviceAuthorization(
        Secret.of(fields.requiredText("device_code")),
        shown("user_code", fields.requiredText("user_code")),
        address(
            "verification_uri", where == null ? fields.requiredText("verification_url") : where),
        complete == null || complete.isEmpty()
            ? null
            : address("verification_uri_complete", complete),
        seconds(fields, "expires_in", UNSAID_LIFE),
        seconds(fields, "interval", UNSAID_INTERVAL),
        message == null || message.isBlank() ? null : shown("message", message));
  }

  // What comes from outside and goes to a terminal must not steer it.
  private static String shown(String name, String text) {
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("member " + name + " is too long");
    }
    return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\p{Cf}\\s]+", " ").strip();
  }

  // Applications open it in a browser, where other schemes would run things.
  private static URI address(String name, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("member " + name + " is no URL");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("member " + name + " is no https URL");
    }
    return uri;
  }

  // A server that says zero would have us ask without a pause.
  private static Duration seconds(JsonFields fields, String name, long unsaid) {
    return Duration.ofSeconds(
        Math.max(1, Math.min(LONGEST_LIFE, fields.number(name).orElse(unsaid))));
  }
}
