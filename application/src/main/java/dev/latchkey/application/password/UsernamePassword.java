package dev.latchkey.application.password;

import dev.latchkey.application.broker.BrokerConversation;
import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.BrokerWish;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;

/** Signs a person in whose password the application was told. */
public final class UsernamePassword {

  private final UserAudiences audiences;
  private final PasswordExchange exchange;
  private final BrokerTokens broker;
  private final Operations operations;
  private final Acquisitions acquisitions;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param exchange has passwords checked
   * @param broker has them checked where it takes any
   * @param operations opens operations
   * @param acquisitions is told
   */
  public UsernamePassword(
      UserAudiences audiences,
      PasswordExchange exchange,
      BrokerTokens broker,
      Operations operations,
      Acquisitions acquisitions) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.broker = Objects.requireNonNull(broker, "broker");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.acquisitions = Objects.requireNonNull(acquisitions, "acquisitions");
  }

  /**
   * Gets tokens. The password is sent once, and never for two callers at a time.
   *
   * @param request who, and for what
   * @param cancellation ends the call
   * @return the tokens
   */
  public TokenResult acquire(PasswordRequest request, Cancellation cancellation) {
    // Before the password is taken, which can be done once.
    cancellation.throwIfCancelled();
    UserAudience audience = audiences.of(request.options());
    if (broker.takesPasswords(audience.authority(), request.options(), cancellation)) {
      return acquisitions.tell(() -> byBroker(request, audience, cancellation));
    }
    audience.binding(request.options());
    return acquisitions.tell(
        () ->
            operations.perform(
                request.options().correlationId().orElse(null),
                RefreshReason.NOT_APPLICABLE,
                cancellation,
                () -> {},
                conversation ->
                    request
                        .password()
                        .open(
                            password ->
                                exchange.exchange(audience, request, password, conversation))));
  }

  private TokenResult byBroker(
      PasswordRequest request, UserAudience audience, Cancellation cancellation) {
    BrokerConversation conversation =
        broker.open(
            new BrokerWish(audience, request.scopes(), request.options()),
            RefreshReason.NOT_APPLICABLE,
            cancellation);
    return request
        .password()
        .open(
            password ->
                conversation.keepSignIn(
                    conversation.byPassword(request.username(), Secret.of(new String(password))),
                    request.username()));
  }
}
