package dev.latchkey.application.request;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Completes a sign-in with a browser: the flow as it was saved, and the answer. Immutable.
 *
 * @since 0.1
 */
public final class AuthCodeCompletion {

  private final @Nullable Secret saved;
  private final AuthResponse response;
  private final @Nullable Scopes scopes;
  private final @Nullable KeyBoundScheme authScheme;

  private AuthCodeCompletion(
      @Nullable Secret saved,
      AuthResponse response,
      @Nullable Scopes scopes,
      @Nullable KeyBoundScheme authScheme) {
    this.saved = saved;
    this.response = response;
    this.scopes = scopes;
    this.authScheme = authScheme;
  }

  /**
   * Brings flow and answer together.
   *
   * @param saved the text of {@link PendingAuthCodeFlow#saved()}; null or empty where the session
   *     has no flow, which completing it tells by an {@code AuthResponseException}
   * @param response the answer
   * @return the request
   */
  public static AuthCodeCompletion of(@Nullable String saved, AuthResponse response) {
    Objects.requireNonNull(response, "auth response");
    return new AuthCodeCompletion(
        saved == null || saved.isEmpty() ? null : Secret.of(saved), response, null, null);
  }

  /**
   * Redeems the code for some of the scopes that were asked for. A token is for one API: who had
   * the person consent to several names here which of them it is for.
   *
   * @param values some of those that the flow was begun with
   * @return a copy with them
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public AuthCodeCompletion scopes(Collection<String> values) {
    return new AuthCodeCompletion(
        saved, response, ReservedScopes.requireNone(Scopes.of(values)), authScheme);
  }

  /**
   * Redeems the code for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound; where the flow was begun with a scheme, that one
   * @return a copy with it
   */
  public AuthCodeCompletion authScheme(KeyBoundScheme value) {
    return new AuthCodeCompletion(
        saved, response, scopes, Objects.requireNonNull(value, "auth scheme"));
  }

  /** {@return the saved flow, if there is one} */
  public Optional<Secret> saved() {
    return Optional.ofNullable(saved);
  }

  /** {@return the answer} */
  public AuthResponse response() {
    return response;
  }

  /** {@return the scopes to redeem the code for; empty for the flow's own} */
  public Optional<Scopes> scopes() {
    return Optional.ofNullable(scopes);
  }

  /** {@return how the token is to be bound; empty for a bearer token} */
  public Optional<KeyBoundScheme> authScheme() {
    return Optional.ofNullable(authScheme);
  }

  /**
   * Adds what this completion says to what the flow was begun with.
   *
   * @param begun the options of the flow
   * @return the options to redeem the code with
   */
  public CallOptions addedTo(CallOptions begun) {
    return authScheme == null ? begun : begun.withAuthScheme(authScheme);
  }

  /** {@return what came, and none of it} */
  @Override
  public String toString() {
    return "AuthCodeCompletion[saved=" + (saved != null) + ", " + response + "]";
  }
}
