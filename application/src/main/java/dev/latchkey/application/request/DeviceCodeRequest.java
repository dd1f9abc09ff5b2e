package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Asks for a code with which a person signs in on another device (RFC 8628). Immutable.
 *
 * @since 0.1
 */
public final class DeviceCodeRequest {

  private final Scopes scopes;
  private final CallOptions options;

  private DeviceCodeRequest(Scopes scopes, CallOptions options) {
    this.scopes = scopes;
    this.options = options;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes without openid, profile and offline_access, which the library adds; empty for an
   *     ID token alone
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static DeviceCodeRequest of(Collection<String> scopes) {
    Objects.requireNonNull(scopes, "scopes");
    return new DeviceCodeRequest(ReservedScopes.requireNone(Scopes.of(scopes)), CallOptions.NONE);
  }

  /**
   * Asks in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public DeviceCodeRequest tenant(String value) {
    return new DeviceCodeRequest(scopes, options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public DeviceCodeRequest authority(Authority value) {
    return new DeviceCodeRequest(scopes, options.withAuthority(value));
  }

  /**
   * Answers a claims challenge. The claims go with each poll, not with the request for the code.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public DeviceCodeRequest claims(String json) {
    return new DeviceCodeRequest(scopes, options.withClaims(json));
  }

  /**
   * Asks for claims on the application's own account. Tokens got with different claims are kept
   * apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public DeviceCodeRequest claimsFromClient(String json) {
    return new DeviceCodeRequest(scopes, options.withClaimsFromClient(json));
  }

  /**
   * Ties the flow, all its polls included, to the caller's own logs. Without it an id is made.
   *
   * @param value the id
   * @return a copy with it
   */
  public DeviceCodeRequest correlationId(CorrelationId value) {
    return new DeviceCodeRequest(scopes, options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the request for the code and to the polls. Tokens got with different ones
   * are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public DeviceCodeRequest extraParameters(Map<String, String> parameters) {
    return new DeviceCodeRequest(scopes, options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. The key goes with each poll, not with the request for
   * the code. Use the token by {@link dev.latchkey.domain.token.TokenResult#headersFor(String,
   * java.net.URI)}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public DeviceCodeRequest authScheme(KeyBoundScheme value) {
    return new DeviceCodeRequest(scopes, options.withAuthScheme(value));
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options} */
  @Override
  public String toString() {
    return "DeviceCodeRequest[scopes=" + scopes + ", " + options + "]";
  }
}
