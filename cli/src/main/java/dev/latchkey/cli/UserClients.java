package dev.latchkey.cli;

import dev.latchkey.client.ClientBuilder;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.client.UserClient;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the client that the options describe: with a credential a confidential one. */
final class UserClients {

  private final RequestOptions options;
  private final CredentialOptions credential;
  private final EnvironmentReader environment;
  private final BrokerOption broker;

  UserClients(RequestOptions options, CredentialOptions credential, EnvironmentReader environment) {
    this(options, credential, environment, new BrokerOption());
  }

  UserClients(
      RequestOptions options,
      CredentialOptions credential,
      EnvironmentReader environment,
      BrokerOption broker) {
    this.options = options;
    this.credential = credential;
    this.environment = environment;
    this.broker = broker;
  }

  UserClient open(HttpSettings settings) {
    return open(settings, null);
  }

  /** Opens a client that opens a browser: the named program, or the system's own. */
  UserClient open(HttpSettings settings, @Nullable String browserProgram) {
    Optional<ClientCredential> given = credential.given(environment);
    if (given.isEmpty()) {
      PublicClient.Builder builder =
          options.configure(PublicClient.builder(options.clientId()), settings);
      return with(browserProgram, broker.applyTo(builder, environment)).build();
    }
    if (broker.isGiven()) {
      throw new IllegalArgumentException(
          "--broker is for clients without a credential; leave one of the two out");
    }
    ConfidentialClient.Builder builder =
        options.configure(ConfidentialClient.builder(options.clientId(), given.get()), settings);
    credential.way().ifPresent(builder::clientAuthentication);
    return with(browserProgram, builder).build();
  }

  private static <B extends ClientBuilder<B>> B with(@Nullable String program, B builder) {
    return program == null ? builder : builder.browserProgram(program);
  }
}
