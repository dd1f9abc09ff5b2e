package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a browser is told when a sign-in is over: where to go, and what to bring. Immutable.
 *
 * @since 0.1
 */
public final class SandboxRedirect {

  private final URI uri;
  private final boolean formPost;
  private final Map<String, String> parameters;

  SandboxRedirect(URI uri, boolean formPost, Map<String, String> parameters) {
    this.uri = uri;
    this.formPost = formPost;
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /**
   * Returns where the browser goes.
   *
   * @return the redirect address with the parameters in its query or fragment; without them where
   *     they are posted
   * @since 0.1
   */
  public URI uri() {
    return uri;
  }

  /**
   * Tells whether the parameters are posted as a form ({@code response_mode=form_post}).
   *
   * @return false if they are in the address
   * @since 0.1
   */
  public boolean isFormPost() {
    return formPost;
  }

  /**
   * Returns what the application is told: {@code code} and {@code state}, or {@code error}.
   *
   * @return an unmodifiable map of decoded values
   * @since 0.1
   */
  public Map<String, String> parameters() {
    return parameters;
  }

  /**
   * Returns one of the parameters.
   *
   * @param name of the parameter
   * @return its decoded value, or empty if it is not there
   * @since 0.1
   */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(requireNonNull(name, "name")));
  }

  /** Shows no parameter, since codes are secret. */
  @Override
  public String toString() {
    return "SandboxRedirect[" + parameters.keySet() + "]";
  }
}
