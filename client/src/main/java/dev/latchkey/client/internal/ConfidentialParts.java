package dev.latchkey.client.internal;

import dev.latchkey.application.accounts.RemoveAppTokens;
import dev.latchkey.application.clientcredentials.AppAudiences;
import dev.latchkey.application.clientcredentials.AppTokenFetcher;
import dev.latchkey.application.clientcredentials.AppTokenOrigin;
import dev.latchkey.application.clientcredentials.AppTokenWork;
import dev.latchkey.application.clientcredentials.ApplicationOrigin;
import dev.latchkey.application.clientcredentials.ClientCredentials;
import dev.latchkey.application.clientcredentials.EndpointOrigin;
import dev.latchkey.application.credential.AssertionFiles;
import dev.latchkey.application.credential.OpenCertificates;
import dev.latchkey.application.protocol.ClientAuthenticator;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.region.Regions;
import dev.latchkey.application.request.AppTokenProvider;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.identity.CredentialSource;
import dev.latchkey.spi.system.FileReader;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The use cases of one confidential client, wired. */
public final class ConfidentialParts implements AutoCloseable {

  // Whole applications wait, and a service that wants more than this says so.
  private static final Duration UNSAID = Duration.ofSeconds(5);

  private final Foundation foundation;
  private final AppTokenFetcher fetcher;
  private final ClientCredentials clientCredentials;
  private final RemoveAppTokens removeAppTokens;
  private final UserParts users;
  private final OnBehalfOfParts onBehalfOf;

  private ConfidentialParts(
      ClientId clientId,
      ClientOptions options,
      Foundation foundation,
      AppTokenOrigin origin,
      ClientIdentity identity) {
    this.foundation = foundation;
    KeyRing keys = new KeyRing(identity, options, foundation);
    this.users = new UserParts(clientId, identity, keys, options, foundation);
    this.onBehalfOf =
        new OnBehalfOfParts(users.kit(), users.acquireSilently(), options, foundation);
    this.fetcher =
        new AppTokenFetcher(
            foundation.flightPool(),
            new AppTokenWork(
                origin,
                foundation.wire(),
                foundation.cache(),
                options.time(),
                options.random(),
                foundation.timeout()),
            options.time(),
            foundation.events());
    this.clientCredentials =
        new ClientCredentials(
            new AppAudiences(
                clientId, options.authority(), options.instances(), foundation.cache(), keys.get()),
            foundation.cache(),
            fetcher,
            options.time(),
            foundation.events());
    this.removeAppTokens =
        new RemoveAppTokens(
            clientId, options.instances().environmentOf(options.authority()), foundation.cache());
  }

  /**
   * Wires a client with one credential for its life, and opens it.
   *
   * @param clientId the client
   * @param own what it proves itself with
   * @param options everything else
   * @return the parts
   */
  public static ConfidentialParts of(
      ClientId clientId, ClientCredential own, ClientOptions options) {
    return of(clientId, () -> own, own, options);
  }

  /**
   * Wires a client whose credential changes.
   *
   * @param clientId the client
   * @param credentials what it proves itself with
   * @param options everything else
   * @return the parts
   */
  public static ConfidentialParts of(
      ClientId clientId, CredentialSource credentials, ClientOptions options) {
    return of(clientId, credentials, null, options);
  }

  private static ConfidentialParts of(
      ClientId clientId,
      CredentialSource credentials,
      @Nullable ClientCredential own,
      ClientOptions options) {
    Foundation foundation = new Foundation(options, UNSAID);
    try {
      FileReader files = FileReader.system();
      ClientAuthenticator authenticator =
          new ClientAuthenticator(
              clientId,
              credentials,
              options.clientAuthentication(),
              new OpenCertificates(
                  foundation::crypto,
                  files,
                  options.time(),
                  options.random(),
                  own instanceof CertificateCredential certificate ? certificate : null),
              new AssertionFiles(files));
      if (own != null) {
        authenticator.requireUsable(own, options.authority());
      }
      TokenEndpoint endpoint =
          new TokenEndpoint(authenticator, new TokenResponseReader(options.time()));
      return new ConfidentialParts(
          clientId,
          options,
          foundation,
          new EndpointOrigin(
              new Regions(
                  options.region(), options.environment(), foundation.resolver(), options.time()),
              endpoint,
              foundation.claims()),
          authenticator);
    } catch (RuntimeException e) {
      // A credential that cannot be used leaves nothing open behind.
      foundation.close();
      throw e;
    }
  }

  /**
   * Wires a client that asks the application.
   *
   * @param clientId the client
   * @param provider the application's own source of tokens
   * @param options everything else
   * @return the parts
   */
  public static ConfidentialParts of(
      ClientId clientId, AppTokenProvider provider, ClientOptions options) {
    if (options.transport() == null) {
      // This client sends nothing, so no adapter is looked for.
      options.transport(
          (request, deadline, cancellation) -> {
            throw new ConfigurationException(
                "this client's tokens come from the application, so it sends nothing; build it with"
                    + " a credential to sign people in");
          });
    }
    return new ConfidentialParts(
        clientId,
        options,
        new Foundation(options, UNSAID),
        new ApplicationOrigin(provider),
        new PublicIdentity(clientId));
  }

  /** {@return gets tokens of the application itself} */
  public ClientCredentials clientCredentials() {
    return clientCredentials;
  }

  /** {@return forgets them} */
  public RemoveAppTokens removeAppTokens() {
    return removeAppTokens;
  }

  /** {@return what it shares with public clients} */
  public UserParts users() {
    return users;
  }

  /** {@return gets tokens on behalf of callers} */
  public OnBehalfOfParts onBehalfOf() {
    return onBehalfOf;
  }

  /** Closes what was opened here. */
  @Override
  public void close() {
    fetcher.close();
    users.close();
    onBehalfOf.close();
    foundation.close();
  }
}
