package dev.latchkey.application.request;

import dev.latchkey.domain.credential.Secret;
import java.net.URI;
import java.util.Objects;

/**
 * A sign-in that has begun. Send the person's browser to {@link #authUri()}, keep {@link #saved()}
 * where only this person's later request finds it, such as the session, and complete the flow with
 * it when the answer arrives. Immutable.
 *
 * @since 0.1
 */
public final class PendingAuthCodeFlow {

  private final URI authUri;
  private final String state;
  private final Secret saved;

  private PendingAuthCodeFlow(URI authUri, String state, Secret saved) {
    this.authUri = Objects.requireNonNull(authUri, "authorization URI");
    this.state = Objects.requireNonNull(state, "state");
    this.saved = Objects.requireNonNull(saved, "saved flow");
  }

  /**
   * Puts a flow together. Applications get theirs from a client.
   *
   * @param authUri where the person signs in
   * @param state what links request and answer
   * @param saved the flow as text
   * @return the flow
   */
  public static PendingAuthCodeFlow of(URI authUri, String state, Secret saved) {
    return new PendingAuthCodeFlow(authUri, state, saved);
  }

  /** {@return where the person signs in} */
  public URI authUri() {
    return authUri;
  }

  /** {@return what links request and answer; completing the flow checks it} */
  public String state() {
    return state;
  }

  /**
   * {@return the whole flow as JSON text, to be kept as it is; what is in it is the library's own}
   * It is secret: with it and a stolen code somebody else's sign-in could be completed.
   */
  public Secret saved() {
    return saved;
  }

  /** {@return the host where the person signs in} */
  @Override
  public String toString() {
    return "PendingAuthCodeFlow[" + authUri.getHost() + "]";
  }
}
