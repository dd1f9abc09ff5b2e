package dev.latchkey.application.request;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brought to the redirect URI (RFC 6749, section 4.1.2): a code or an error, with
 * the state. Nothing of it is believed before a flow has been completed with it. Anything that an
 * authority does not send makes an {@link AuthResponseException}: a parameter more than once, a
 * broken encoding, more than 64 Ki characters. Immutable.
 *
 * @since 0.1
 */
public final class AuthResponse {

  private final @Nullable Secret code;
  private final @Nullable OAuthError error;
  private final @Nullable String state;
  private final @Nullable String issuer;
  private final @Nullable String clientInfo;
  private final @Nullable String cloudHost;

  private AuthResponse(Map<String, String> parameters) {
    this.code = code(parameters.get("code"));
    this.error = error(parameters);
    this.state = parameters.get("state");
    this.issuer = parameters.get("iss");
    this.clientInfo = parameters.get("client_info");
    this.cloudHost = parameters.get("cloud_instance_host_name");
  }

  /**
   * Reads the answer of response mode {@code query}.
   *
   * @param query the raw query of the request, still encoded, with or without its question mark
   * @return the answer
   * @throws AuthResponseException if no authority sends such a query
   */
  public static AuthResponse ofQuery(String query) {
    return new AuthResponse(
        RedirectParameters.ofQuery(Objects.requireNonNull(query, "redirect query")));
  }

  /**
   * Reads the answer of response mode {@code form_post}.
   *
   * @param body the raw body of the request, {@code application/x-www-form-urlencoded}
   * @return the answer
   * @throws AuthResponseException if no authority sends such a body
   */
  public static AuthResponse ofForm(String body) {
    return new AuthResponse(
        RedirectParameters.ofForm(Objects.requireNonNull(body, "redirect body")));
  }

  /**
   * Takes parameters that a web framework has decoded. Give its map of arrays or lists if it has
   * one: in a map of single texts it has hidden what came twice.
   *
   * @param parameters by name; each value is a text, or an array or collection of one text
   * @return the answer
   * @throws AuthResponseException if a parameter came more than once
   * @throws IllegalArgumentException if a value is of another type
   */
  public static AuthResponse ofParameters(Map<String, ?> parameters) {
    return new AuthResponse(
        RedirectParameters.ofMap(Objects.requireNonNull(parameters, "redirect parameters")));
  }

  // RFC 6749, appendices A.7 and A.11: visible ASCII and blanks only.
  private static @Nullable Secret code(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (!text.chars().allMatch(it -> it >= ' ' && it <= '~')) {
      throw new AuthResponseException("the answer's code has characters that no code may have");
    }
    return Secret.of(text);
  }

  private static @Nullable OAuthError error(Map<String, String> parameters) {
    String text = parameters.get("error");
    if (text == null) {
      return null;
    }
    if (!text.chars().allMatch(it -> it >= ' ' && it <= '~' && it != '"' && it != '\\')) {
      throw new AuthResponseException("the answer's error has characters that no error may have");
    }
    // Nothing else is copied: the redirect may be forged, and the rest steers what comes next.
    return OAuthError.builder(new OAuthErrorCode(text))
        .description(parameters.get("error_description"))
        .uri(parameters.get("error_uri"))
        .build();
  }

  /** {@return the code, if one came} */
  public Optional<Secret> code() {
    return Optional.ofNullable(code);
  }

  /** {@return the error, if one came: code, description and URI, verbatim and not yet believed} */
  public Optional<OAuthError> error() {
    return Optional.ofNullable(error);
  }

  /** {@return the state, by which an application finds the flow that it has kept} */
  public Optional<String> state() {
    return Optional.ofNullable(state);
  }

  /** {@return who says to have answered, if told (RFC 9207)} */
  public Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  /** {@return who the person is across tenants, encoded, if told (Entra)} */
  public Optional<String> clientInfo() {
    return Optional.ofNullable(clientInfo);
  }

  /** {@return the host of the person's own cloud, if told (Entra)} */
  public Optional<String> cloudInstanceHostName() {
    return Optional.ofNullable(cloudHost);
  }

  /** {@return what came, and none of it} */
  @Override
  public String toString() {
    return "AuthResponse[code=" + (code != null) + ", error=" + (error != null) + "]";
  }
}
