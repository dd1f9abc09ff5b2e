package dev.latchkey.application.authcode;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthorizationOptions;
import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that a flow needs to be completed elsewhere: by another process, after a restart, without
 * asking the authority who it is.
 *
 * @param clientId who began it
 * @param request what was asked for, with the authority that was asked
 * @param consented every scope of the address
 * @param issuer who has to have answered, or null if the authority does not say
 * @param namesIssuer whether each answer has to say who answers
 * @param state what links request and answer
 * @param nonce what the ID token has to repeat, hashed
 * @param codeVerifier what proves that the code was asked for here
 * @param tokenType the type of token, where it is to be bound to a key; or null
 * @param keyId the key that the code is bound to, or null
 */
record SavedFlow(
    ClientId clientId,
    AuthCodeFlowRequest request,
    Scopes consented,
    @Nullable String issuer,
    boolean namesIssuer,
    String state,
    Secret nonce,
    Secret codeVerifier,
    @Nullable TokenType tokenType,
    @Nullable String keyId) {

  private static final long VERSION = 1;

  /** {@return the flow as JSON} */
  Secret text() {
    Authority authority = authority();
    AuthorizationOptions address = request.authorization();
    JsonText json =
        new JsonText()
            .put("version", VERSION)
            .put("client_id", clientId.value())
            .put("authority", authority.uri().toString())
            .put("state", state)
            .put("nonce", nonce.reveal())
            .put("code_verifier", codeVerifier.reveal())
            .put("scope", request.scopes().text())
            .put("consented", consented.text());
    mark(json, "is_oidc", authority instanceof OidcAuthority);
    mark(json, "names_issuer", namesIssuer);
    mark(json, "instance_aware", address.isInstanceAware());
    mark(json, "spa_code", address.wantsSpaCode());
    putIfPresent(json, "issuer", issuer);
    putIfPresent(json, "token_type", tokenType == null ? null : tokenType.value());
    putIfPresent(json, "key_id", keyId);
    address.redirectUri().ifPresent(it -> json.put("redirect_uri", it.toString()));
    address.maxAge().ifPresent(it -> json.put("max_age", it.toSeconds()));
    var options = request.options();
    options.claims().map(ClaimsChallenge::json).ifPresent(it -> json.put("claims", it));
    options
        .claimsFromClient()
        .map(ClaimsChallenge::json)
        .ifPresent(it -> json.put("client_claims", it));
    options.correlationId().ifPresent(it -> json.put("correlation_id", it.toString()));
    JsonText extra = new JsonText();
    options.extraParameters().forEach(extra::put);
    json.put("extra", extra.text());
    return Secret.of(json.text());
  }

  private static void putIfPresent(JsonText json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void mark(JsonText json, String name, boolean value) {
    if (value) {
      json.put(name, 1);
    }
  }

  /**
   * Reads a flow that was kept.
   *
   * @throws AuthResponseException if it is none
   */
  static SavedFlow restored(Secret text) {
    try {
      JsonFields fields = StrictJson.object(text.reveal());
      if (fields.number("version").orElse(0) != VERSION) {
        throw new IllegalArgumentException("its version is not " + VERSION);
      }
      return new SavedFlow(
          new ClientId(fields.requiredText("client_id")),
          request(fields),
          Scopes.of(fields.requiredText("consented")),
          fields.text("issuer"),
          isMarked(fields, "names_issuer"),
          fields.requiredText("state"),
          Secret.of(fields.requiredText("nonce")),
          Secret.of(fields.requiredText("code_verifier")),
          fields.text("token_type") == null
              ? null
              : new TokenType(fields.requiredText("token_type")),
          fields.text("key_id"));
    } catch (IllegalArgumentException e) {
      throw new AuthResponseException(
          "the saved flow cannot be read ("
              + e.getMessage()
              + "); keep its text as it is, or begin a new flow",
          FailureDetails.none(),
          e);
    }
  }

  private static AuthCodeFlowRequest request(JsonFields fields) {
    String uri = fields.requiredText("authority");
    AuthCodeFlowRequest request =
        AuthCodeFlowRequest.of(Scopes.of(text(fields, "scope")).values())
            .authority(
                isMarked(fields, "is_oidc")
                    ? Authority.oidc(URI.create(uri))
                    : Authority.parse(uri))
            .instanceAware(isMarked(fields, "instance_aware"))
            .spaCode(isMarked(fields, "spa_code"))
            .extraParameters(texts(StrictJson.object(fields.requiredText("extra"))));
    String redirectUri = fields.text("redirect_uri");
    if (redirectUri != null) {
      request = request.redirectUri(URI.create(redirectUri));
    }
    OptionalLong maxAge = fields.number("max_age");
    if (maxAge.isPresent()) {
      request = request.maxAge(Duration.ofSeconds(maxAge.getAsLong()));
    }
    String claims = fields.text("claims");
    if (claims != null) {
      request = request.claims(claims);
    }
    String own = fields.text("client_claims");
    if (own != null) {
      request = request.claimsFromClient(own);
    }
    String correlationId = fields.text("correlation_id");
    return correlationId == null
        ? request
        : request.correlationId(new CorrelationId(UUID.fromString(correlationId)));
  }

  private static String text(JsonFields fields, String name) {
    String value = fields.text(name);
    return value == null ? "" : value;
  }

  private static Map<String, String> texts(JsonFields fields) {
    Map<String, String> texts = new HashMap<>();
    fields.names().forEach(name -> texts.put(name, text(fields, name)));
    return texts;
  }

  private static boolean isMarked(JsonFields fields, String name) {
    return fields.number(name).orElse(0) == 1;
  }

  /** {@return who was asked} */
  Authority authority() {
    return request.options().authority().orElseThrow();
  }

  /** {@return client and authority; the rest is secret} */
  @Override
  public String toString() {
    return "SavedFlow[" + clientId + ", " + authority() + "]";
  }
}
