package dev.latchkey.application.devicecode;

import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.DeviceAuthorization;
import dev.latchkey.application.protocol.DeviceAuthorizationEndpoint;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.grant.DeviceCodeGrant;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The two questions of the device code flow, each asked once. */
public final class DeviceCodeExchange {

  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  private final AuthorityResolver resolver;
  private final DeviceAuthorizationEndpoint endpoint;
  private final UserExchange exchange;
  private final UserTokens tokens;
  private final ReservedScopes reserved;
  private final Operations operations;

  /**
   * Puts the questions together.
   *
   * @param resolver finds endpoints
   * @param endpoint gives codes
   * @param exchange exchanges them
   * @param tokens keeps what comes
   * @param reserved the scopes that the library adds
   * @param operations opens operations
   */
  public DeviceCodeExchange(
      AuthorityResolver resolver,
      DeviceAuthorizationEndpoint endpoint,
      UserExchange exchange,
      UserTokens tokens,
      ReservedScopes reserved,
      Operations operations) {
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.operations = Objects.requireNonNull(operations, "operations");
  }

  Conversation open(DeviceCodeRequest request, Cancellation cancellation) {
    return operations.open(request.options().correlationId().orElse(null), cancellation, () -> {});
  }

  DeviceAuthorization code(
      UserAudience audience, DeviceCodeRequest request, Conversation conversation) {
    Endpoints endpoints = resolver.resolve(audience.authority(), conversation);
    return endpoint.authorize(
        reserved.addedTo(request.scopes()),
        request.options().extraParameters(),
        endpoints,
        conversation);
  }

  TokenResult poll(UserAudience audience, PendingDeviceCodeFlow flow, Cancellation cancellation) {
    DeviceCodeRequest request = flow.request();
    CallOptions options = request.options();
    return operations.perform(
        options.correlationId().orElse(null),
        RefreshReason.NOT_APPLICABLE,
        cancellation,
        () -> {},
        conversation ->
            tokens.keep(
                exchange.exchange(
                    audience,
                    new DeviceCodeGrant(flow.deviceCode(), reserved.addedTo(request.scopes())),
                    options,
                    null,
                    UnaryOperator.identity(),
                    conversation),
                SignIn.of(request.scopes(), options.extendedKey().orElse(null)).by(GRANT)));
  }
}
