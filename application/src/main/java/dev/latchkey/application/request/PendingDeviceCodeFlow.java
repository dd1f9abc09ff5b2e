package dev.latchkey.application.request;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in on another device that was begun and waits for the person (RFC 8628). Show {@link
 * #message()}, or the code and the address by themselves, and complete the flow; or keep {@link
 * #saved()} and complete it elsewhere.
 *
 * <p>Who has the device code can sign in with it, so the flow does not print. Safe for concurrent
 * use: {@link #end()} may come from any thread.
 *
 * @since 0.1
 */
public final class PendingDeviceCodeFlow {

  private final Secret saved;
  private final ClientId clientId;
  private final DeviceCodeRequest request;
  private final Secret deviceCode;
  private final String userCode;
  private final URI verificationUri;
  private final Optional<URI> verificationUriComplete;
  private final Instant expiresAt;
  private final Duration interval;
  private final String message;
  private final Optional<TokenType> tokenType;
  private final Cancellation ending;

  private PendingDeviceCodeFlow(Secret saved, JsonFields fields) {
    this.saved = saved;
    this.clientId = new ClientId(fields.requiredText("client_id"));
    this.request = request(fields);
    this.deviceCode = Secret.of(fields.requiredText("device_code"));
    this.userCode = fields.requiredText("user_code");
    this.verificationUri = URI.create(fields.requiredText("verification_uri"));
    this.verificationUriComplete =
        Optional.ofNullable(fields.text("verification_uri_complete")).map(URI::create);
    this.expiresAt = Instant.ofEpochSecond(number(fields, "expires_at"));
    this.interval = Duration.ofSeconds(Math.max(1, number(fields, "interval")));
    this.message = fields.requiredText("message");
    this.tokenType = Optional.ofNullable(fields.text("token_type")).map(TokenType::new);
    this.ending = Cancellation.create();
  }

  private PendingDeviceCodeFlow(PendingDeviceCodeFlow flow, DeviceCodeRequest request) {
    this.saved = flow.saved;
    this.clientId = flow.clientId;
    this.request = request;
    this.deviceCode = flow.deviceCode;
    this.userCode = flow.userCode;
    this.verificationUri = flow.verificationUri;
    this.verificationUriComplete = flow.verificationUriComplete;
    this.expiresAt = flow.expiresAt;
    this.interval = flow.interval;
    this.message = flow.message;
    this.tokenType = flow.tokenType;
    this.ending = flow.ending;
  }

  /**
   * Takes a flow up again that was {@linkplain #saved() saved}.
   *
   * @param saved the text, from where nobody else can write: it says whom to ask
   * @return the flow
   * @throws AuthResponseException if it is not such a text
   */
  public static PendingDeviceCodeFlow restore(Secret saved) {
    Objects.requireNonNull(saved, "saved flow");
    try {
      return new PendingDeviceCodeFlow(saved, StrictJson.object(saved.reveal()));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new AuthResponseException(
          "the saved device code flow cannot be read: " + e.getMessage() + "; begin another",
          FailureDetails.none(),
          e);
    }
  }

  /**
   * Gives a {@linkplain #restore restored} flow the scheme that it was begun with: the key is not
   * in the text. A flow that has not been written down has it.
   *
   * @param value how the token is to be bound
   * @return the flow with it; {@link #end() ended} by the same call
   */
  public PendingDeviceCodeFlow authScheme(KeyBoundScheme value) {
    return new PendingDeviceCodeFlow(this, request.authScheme(value));
  }

  private static DeviceCodeRequest request(JsonFields fields) {
    String authority = fields.requiredText("authority");
    DeviceCodeRequest request =
        DeviceCodeRequest.of(scopes(fields.text("scope")))
            .authority(
                "oidc".equals(fields.text("authority_kind"))
                    ? Authority.oidc(URI.create(authority))
                    : Authority.parse(authority))
            .correlationId(
                new CorrelationId(UUID.fromString(fields.requiredText("correlation_id"))))
            .extraParameters(extra(fields.requiredText("extra_parameters")));
    String claims = fields.text("claims");
    request = claims == null ? request : request.claims(claims);
    String own = fields.text("claims_from_client");
    return own == null ? request : request.claimsFromClient(own);
  }

  private static List<String> scopes(@Nullable String text) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static Map<String, String> extra(String json) {
    JsonFields fields = StrictJson.object(json);
    Map<String, String> extra = new TreeMap<>();
    fields.names().forEach(name -> extra.put(name, fields.requiredText(name)));
    return extra;
  }

  private static long number(JsonFields fields, String name) {
    return fields
        .number(name)
        .orElseThrow(() -> new IllegalArgumentException("member " + name + " is missing"));
  }

  /** {@return what the person types on the other device} */
  public String userCode() {
    return userCode;
  }

  /** {@return where the person types it; https} */
  public URI verificationUri() {
    return verificationUri;
  }

  /** {@return the address with the code in it, to show as a QR code; few authorities give one} */
  public Optional<URI> verificationUriComplete() {
    return verificationUriComplete;
  }

  /**
   * {@return what to tell the person, with code and address; in English unless the authority has
   * its own words}
   */
  public String message() {
    return message;
  }

  /** {@return when both codes end, by the clock of the client that began the flow} */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** {@return the least time between polls, as the authority gave it} */
  public Duration interval() {
    return interval;
  }

  /** {@return what the authority knows this device by} */
  public Secret deviceCode() {
    return deviceCode;
  }

  /**
   * Tells whoever waits for the person to stop, as if the code had expired now: the call that
   * completes the flow throws a {@link dev.latchkey.domain.error.ServiceException} with the last
   * answer, which is {@code authorization_pending}. It stays ended; ending it twice does nothing.
   */
  public void end() {
    ending.cancel();
  }

  /** {@return fires when the flow is told to {@linkplain #end() end}} */
  public Cancellation ending() {
    return ending;
  }

  /**
   * Writes the flow down, to complete it later or in another process.
   *
   * @return text that {@link #restore} reads; as secret as a password until the code expires
   */
  public Secret saved() {
    return saved;
  }

  /** {@return the type of token that the flow was begun for; empty if no key was asked for} */
  public Optional<TokenType> tokenType() {
    return tokenType;
  }

  /** {@return the application that began the flow} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return what was asked for, with the authority that was asked and the flow's id} */
  public DeviceCodeRequest request() {
    return request;
  }

  /** {@return the end only: with the codes another could sign in, or be made to} */
  @Override
  public String toString() {
    return "PendingDeviceCodeFlow[expiresAt=" + expiresAt + "]";
  }
}
