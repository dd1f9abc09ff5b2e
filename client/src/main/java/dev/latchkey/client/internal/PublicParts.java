package dev.latchkey.client.internal;

import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.domain.id.ClientId;

/** The use cases of one public client, wired. */
public final class PublicParts implements AutoCloseable {

  private final Foundation foundation;
  private final UserParts users;

  private PublicParts(Foundation foundation, UserParts users) {
    this.foundation = foundation;
    this.users = users;
  }

  /**
   * Wires a client.
   *
   * @param clientId the client
   * @param options everything else
   * @return the parts
   */
  public static PublicParts of(ClientId clientId, ClientOptions options) {
    Foundation foundation = new Foundation(options);
    return new PublicParts(
        foundation, new UserParts(clientId, new PublicIdentity(clientId), options, foundation));
  }

  /** {@return what it shares with confidential clients} */
  public UserParts users() {
    return users;
  }

  /** Closes what was opened here. */
  @Override
  public void close() {
    users.close();
    foundation.close();
  }
}
