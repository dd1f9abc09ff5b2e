package dev.latchkey.client.internal;

import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.DeviceBroker;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.idtoken.IdTokenSignatures;
import dev.latchkey.application.idtoken.IdTokenValidation;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.CloudShellEndpoint;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.silent.SilentBroker;
import dev.latchkey.application.silent.SilentRefresh;
import dev.latchkey.application.silent.SilentSources;
import dev.latchkey.application.user.CloudShell;
import dev.latchkey.application.user.CloudShellSign;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.id.ClientId;
import org.jspecify.annotations.Nullable;

/** What it takes to ask an authority or a broker for tokens of people, wired. */
final class ExchangeParts implements AutoCloseable {

  private final UserKit kit;
  private final BrokerTokens broker;
  private final KnownPeople people;
  private final SilentSources silent;

  ExchangeParts(
      ClientId clientId,
      ClientIdentity identity,
      UserAudiences audiences,
      CloudShellSign shell,
      DeviceBroker device,
      @Nullable IdTokenSignatures signatures,
      ClientOptions options,
      Foundation foundation) {
    UserTokens tokens = new UserTokens(foundation.cache(), options.time(), options.random());
    UserExchange exchange =
        new UserExchange(
            foundation.resolver(),
            new TokenEndpoint(identity, new TokenResponseReader(options.time())),
            foundation.claims(),
            new IdTokenValidation(options.time(), options.idTokenTimePolicy(), signatures));
    Operations operations =
        new Operations(foundation.wire(), options.time(), options.random(), foundation.timeout());
    this.kit = new UserKit(clientId, audiences, exchange, tokens, operations);
    this.broker =
        new BrokerTokens(
            device,
            tokens,
            foundation.claims(),
            options.validateAuthority() && options.instanceDiscovery(),
            options.idTokenTimePolicy(),
            options.time(),
            options.random(),
            foundation.timeout());
    this.people = new KnownPeople(foundation.cache());
    SilentRefresh refresh =
        new SilentRefresh(
            exchange,
            tokens,
            foundation.cache(),
            options.reservedScopes(),
            operations.as(Api.SILENT),
            options.time());
    this.silent =
        new SilentSources(
            refresh,
            new SilentBroker(
                broker,
                people,
                foundation.cache(),
                refresh,
                new Acquisitions("silent", options.time(), foundation.events())),
            new CloudShell(
                new CloudShellEndpoint(
                    options.environment(), new TokenResponseReader(options.time())),
                shell,
                tokens,
                operations,
                foundation.flightPool(),
                options.time(),
                foundation.events()),
            foundation.flightPool(),
            options.time(),
            foundation.events());
  }

  UserKit kit() {
    return kit;
  }

  BrokerTokens broker() {
    return broker;
  }

  KnownPeople people() {
    return people;
  }

  SilentSources silent() {
    return silent;
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    silent.close();
  }
}
