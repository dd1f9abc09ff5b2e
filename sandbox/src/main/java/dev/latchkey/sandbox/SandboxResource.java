package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An API at {@code /resource} that takes the sandbox's tokens: it verifies signature, time,
 * audience and scope, and can demand claims. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class SandboxResource {

  /** What is demanded; empty texts demand nothing. */
  record Terms(String audience, String scope, Optional<String> claims, boolean nonce) {}

  private final URI uri;
  private final AtomicReference<Terms> terms =
      new AtomicReference<>(new Terms("api://sandbox-resource", "", Optional.empty(), false));

  SandboxResource(URI base) {
    uri = URI.create(base + "/resource");
  }

  /**
   * Returns where it is.
   *
   * @return an address that takes every common method and answers with what it knows of the caller
   * @since 0.1
   */
  public URI uri() {
    return uri;
  }

  /**
   * Sets the audience that tokens have to have.
   *
   * @param name {@code api://sandbox-resource} by default
   * @since 0.1
   */
  public void audience(String name) {
    Texts.notEmpty(name, "name");
    terms.updateAndGet(old -> new Terms(name, old.scope(), old.claims(), old.nonce()));
  }

  /**
   * Demands a permission of tokens, in {@code scp}, {@code scope} or {@code roles}; a token without
   * is answered with 403 and {@code insufficient_scope} (RFC 6750, section 3.1).
   *
   * @param name of the permission, or empty text to demand none, as in the beginning
   * @since 0.1
   */
  public void requireScope(String name) {
    requireNonNull(name, "name");
    terms.updateAndGet(old -> new Terms(old.audience(), name, old.claims(), old.nonce()));
  }

  /**
   * Demands claims of tokens; one without is answered with 401, {@code insufficient_claims} and the
   * claims in base64, as Entra's continuous access evaluation has it. It is content with a token
   * that was asked for with these claims.
   *
   * @param json as the {@code claims} parameter has it, such as {@code
   *     {"access_token":{"acrs":{"essential":true,"value":"c1"}}}}; {@code nbf} demands a token
   *     that is not older
   * @throws IllegalArgumentException if it is no JSON object
   * @since 0.1
   */
  public void demandClaims(String json) {
    RequestedClaims.parse(requireNonNull(json, "json"));
    terms.updateAndGet(
        old -> new Terms(old.audience(), old.scope(), Optional.of(json), old.nonce()));
  }

  /**
   * Demands no claims any more.
   *
   * @since 0.1
   */
  public void demandNoClaims() {
    terms.updateAndGet(
        old -> new Terms(old.audience(), old.scope(), Optional.empty(), old.nonce()));
  }

  /**
   * Says whether proofs of possession need a nonce of the resource's. Each is good for one request;
   * a refusal has the next, in {@code WWW-Authenticate} and {@code DPoP-Nonce}.
   *
   * @param demanded false by default
   * @since 0.1
   */
  public void demandNonce(boolean demanded) {
    terms.updateAndGet(old -> new Terms(old.audience(), old.scope(), old.claims(), demanded));
  }

  Terms terms() {
    return requireNonNull(terms.get());
  }

  @Override
  public String toString() {
    return "SandboxResource[" + uri + "]";
  }
}
