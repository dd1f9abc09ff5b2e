package dev.latchkey.client.internal;

import dev.latchkey.application.devicecode.DeviceCodeExchange;
import dev.latchkey.application.devicecode.DeviceCodeFlow;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.DeviceAuthorizationEndpoint;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.domain.id.ClientId;
import java.time.Duration;

/** The use cases of one public client, wired. */
public final class PublicParts implements AutoCloseable {

  // A person waits, and there are many of these.
  private static final Duration UNSAID = Duration.ofMinutes(1);

  private final ClientOptions options;
  private final Foundation foundation;
  private final UserParts users;

  private PublicParts(ClientOptions options, Foundation foundation, UserParts users) {
    this.options = options;
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
    Foundation foundation = new Foundation(options, UNSAID);
    try {
      PublicIdentity identity = new PublicIdentity(clientId);
      return new PublicParts(
          options,
          foundation,
          new UserParts(
              clientId, identity, new KeyRing(identity, options, foundation), options, foundation));
    } catch (RuntimeException e) {
      // What a missing adapter ends leaves nothing open behind.
      foundation.close();
      throw e;
    }
  }

  /** {@return what it shares with confidential clients} */
  public UserParts users() {
    return users;
  }

  /** {@return signs people in on another device} */
  public DeviceCodeFlow deviceCodeFlow() {
    UserKit kit = users.kit();
    return new DeviceCodeFlow(
        kit.audiences(),
        new DeviceCodeExchange(
            foundation.resolver(),
            new DeviceAuthorizationEndpoint(kit.clientId(), options.time()),
            kit.exchange(),
            kit.tokens(),
            options.reservedScopes(),
            kit.operations().as(Api.DEVICE_CODE)),
        new Acquisitions("device-code", options.time(), foundation.events()),
        options.time(),
        options.random());
  }

  /** Closes what was opened here. */
  @Override
  public void close() {
    users.close();
    foundation.close();
  }
}
