package dev.latchkey.integration.spring;

import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.NoProxy;
import dev.latchkey.spi.http.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yaml} says under {@code latchkey}. Immutable, and checked as a whole: a
 * mistake ends the start with a message that names the property. Secrets do not print.
 *
 * @param clients the clients by name; each becomes a bean {@code latchkey.clients.NAME} with the
 *     qualifier {@code NAME}
 * @param apis the APIs that are called with a client's token, by a name of your choice
 * @param http how clients connect to the authority
 * @since 0.1
 */
@ConfigurationProperties("latchkey")
public record LatchkeyProperties(
    @DefaultValue Map<String, Client> clients,
    @DefaultValue Map<String, Api> apis,
    @DefaultValue Http http) {

  static final String CLIENTS = "latchkey.clients.";
  static final String APIS = "latchkey.apis.";
  private static final String PROXY = "latchkey.http.proxy";

  /**
   * Checks clients and APIs, each by itself and against each other.
   *
   * @param clients the clients by name
   * @param apis the APIs by name
   * @param http how clients connect
   * @throws IllegalArgumentException if something is missing or contradicts itself
   */
  public LatchkeyProperties {
    clients = Map.copyOf(clients);
    apis = Map.copyOf(apis);
    clients.forEach((name, client) -> client.check(CLIENTS + name));
    if (http.proxy() != null) {
      http.proxy().check(PROXY);
    }
    Map<String, Client> known = clients;
    apis.forEach((name, api) -> api.check(APIS + name, known));
  }

  /**
   * A client.
   *
   * @param kind which kind of client it is
   * @param clientId the id from the app registration, or of a user-assigned managed identity
   * @param authority who issues the tokens, such as
   *     https://login.microsoftonline.com/contoso.onmicrosoft.com
   * @param oidcAuthority the issuer of an OpenID Connect provider, in place of an authority
   * @param clientSecret the secret of a confidential client
   * @param certificate the certificate of a confidential client
   * @param assertionFile a file with an assertion that somebody else keeps fresh, of a confidential
   *     client
   * @param objectId the object id of a user-assigned managed identity
   * @param resourceId the resource id of a user-assigned managed identity
   * @param instanceDiscovery whether Entra is asked about hosts that are not built in
   * @param capabilities what the application can do, such as CP1: answer claims challenges
   * @param region the Azure region that a confidential client gets its own tokens from, such as
   *     westus2; auto finds out which one the application runs in, never asks none
   * @param tokenCache where tokens are kept beside memory
   * @since 0.1
   */
  public record Client(
      @DefaultValue("confidential") Kind kind,
      @Nullable String clientId,
      @Nullable String authority,
      @Nullable URI oidcAuthority,
      @Nullable Secret clientSecret,
      @Nullable Certificate certificate,
      @Nullable Path assertionFile,
      @Nullable String objectId,
      @Nullable String resourceId,
      @DefaultValue("true") boolean instanceDiscovery,
      @DefaultValue List<String> capabilities,
      @Nullable String region,
      @Nullable TokenCache tokenCache) {

    /**
     * Copies the list.
     *
     * @param kind which kind of client it is
     * @param clientId the id from the app registration
     * @param authority who issues the tokens
     * @param oidcAuthority an OpenID Connect issuer
     * @param clientSecret the secret
     * @param certificate the certificate
     * @param assertionFile the file with an assertion
     * @param objectId the object id of a managed identity
     * @param resourceId the resource id of a managed identity
     * @param instanceDiscovery whether Entra is asked about hosts
     * @param capabilities what the application can do
     * @param region the Azure region
     * @param tokenCache where tokens are kept
     */
    public Client {
      capabilities = List.copyOf(capabilities);
    }

    private void check(String property) {
      switch (kind) {
        case CONFIDENTIAL -> {
          checkApplication(property);
          exactlyOneCredential(property);
        }
        case PUBLIC -> {
          checkApplication(property);
          absent(property + ".client-secret", clientSecret, "a public client keeps no secret");
          absent(property + ".certificate", certificate, "a public client keeps no secret");
          absent(property + ".assertion-file", assertionFile, "a public client keeps no secret");
        }
        case MANAGED_IDENTITY -> checkManagedIdentity(property);
      }
      checkRegion(property + ".region");
      if (tokenCache != null) {
        tokenCache.check(property + ".token-cache");
      }
    }

    private void checkRegion(String property) {
      if (kind != Kind.CONFIDENTIAL) {
        absent(property, region, "regions give tokens to confidential clients alone");
      }
      try {
        chosenRegion();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            property + " is no region; write auto, never or a name such as westus2");
      }
    }

    Optional<Region> chosenRegion() {
      return Optional.ofNullable(region)
          .map(
              text ->
                  switch (text) {
                    case "auto" -> Region.automatic();
                    case "never" -> Region.never();
                    default -> Region.named(text);
                  });
    }

    private void checkApplication(String property) {
      if (clientId == null) {
        throw new IllegalArgumentException(
            property + ".client-id is missing; give the id from the app registration");
      }
      if (authority != null && oidcAuthority != null) {
        throw new IllegalArgumentException(
            property + " has both authority and oidc-authority; leave one out");
      }
      absent(property + ".object-id", objectId, "it belongs to kind managed-identity");
      absent(property + ".resource-id", resourceId, "it belongs to kind managed-identity");
    }

    private void exactlyOneCredential(String property) {
      long credentials =
          Stream.of(clientSecret != null, certificate != null, assertionFile != null)
              .filter(it -> it)
              .count();
      if (credentials != 1) {
        throw new IllegalArgumentException(
            property
                + (credentials == 0 ? " has no credential" : " has more than one credential")
                + "; give one of client-secret, certificate and assertion-file");
      }
      if (certificate != null) {
        certificate.check(property + ".certificate");
      }
    }

    private void checkManagedIdentity(String property) {
      if (Stream.of(clientId != null, objectId != null, resourceId != null).filter(it -> it).count()
          > 1) {
        throw new IllegalArgumentException(
            property
                + " names its identity more than once; give one of client-id, object-id and"
                + " resource-id, or none for the system-assigned identity");
      }
      String host = "a managed identity asks its host";
      absent(property + ".authority", authority, host);
      absent(property + ".oidc-authority", oidcAuthority, host);
      absent(property + ".client-secret", clientSecret, host);
      absent(property + ".certificate", certificate, host);
      absent(property + ".assertion-file", assertionFile, host);
    }
  }

  /**
   * Which kind of client it is.
   *
   * @since 0.1
   */
  public enum Kind {
    /** Has a credential: a web application, a web API, a daemon. */
    CONFIDENTIAL,
    /** Can keep no secret: a desktop application, a device. */
    PUBLIC,
    /** Has the identity that Azure gives to its host. */
    MANAGED_IDENTITY
  }

  /**
   * The certificate of a confidential client.
   *
   * @param sslBundle the name of a bundle under spring.ssl.bundle, in place of files; one that is
   *     reloaded gives its new key to the next request
   * @param file PEM, or PFX if its name ends in .pfx or .p12; with the private key, unless that has
   *     a file of its own
   * @param key a PEM file with the private key, if that is not in the same file
   * @param passphrase of the key or of the PFX file
   * @param sendChain whether the chain is sent along (subject name and issuer authentication)
   * @since 0.1
   */
  public record Certificate(
      @Nullable String sslBundle,
      @Nullable Path file,
      @Nullable Path key,
      @Nullable Secret passphrase,
      @DefaultValue("false") boolean sendChain) {

    private void check(String property) {
      if (sslBundle == null) {
        required(property + ".file", file, "name the PEM or PFX file, or an ssl-bundle");
      } else {
        String why = "the SSL bundle has the key";
        absent(property + ".file", file, why);
        absent(property + ".key", key, why);
        absent(property + ".passphrase", passphrase, why);
      }
    }
  }

  /**
   * Where a client keeps tokens beside memory. Clients may name the same place.
   *
   * @param store the name of a store: file or hazelcast
   * @param settings the store's own settings, such as path
   * @param keys what tokens are encrypted with
   * @param plaintext whether tokens are kept as they are, for whoever can read the store
   * @since 0.1
   */
  public record TokenCache(
      @Nullable String store,
      @DefaultValue Map<String, String> settings,
      @Nullable Keys keys,
      @DefaultValue("false") boolean plaintext) {

    /**
     * Copies the settings.
     *
     * @param store the name of a store
     * @param settings the store's own settings
     * @param keys what tokens are encrypted with
     * @param plaintext whether tokens are kept as they are
     */
    public TokenCache {
      settings = Map.copyOf(settings);
    }

    private void check(String property) {
      required(property + ".store", store, "name a store: file or hazelcast");
      if ((keys == null) != plaintext) {
        throw new IllegalArgumentException(
            property
                + (plaintext ? " has both keys and plaintext" : " does not say how to encrypt")
                + "; give keys.source, or plaintext=true for a store that nobody else reads");
      }
      if (keys != null) {
        required(
            property + ".keys.source",
            keys.source(),
            "name a source of keys: key-file, environment or secret-service");
      }
    }
  }

  /**
   * What tokens are encrypted with in a store.
   *
   * @param source the name of a source of keys: key-file, environment or secret-service
   * @param settings the source's own settings, such as path; never a key
   * @since 0.1
   */
  public record Keys(@Nullable String source, @DefaultValue Map<String, String> settings) {

    /**
     * Copies the settings.
     *
     * @param source the name of a source of keys
     * @param settings the source's own settings
     */
    public Keys {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * An API that is called with a client's own token.
   *
   * @param client the name of a confidential or managed identity client; may be left out if there
   *     is only one
   * @param hosts the hosts that may see the token, with :port if that is not 443
   * @param scopes what is asked for, such as api://orders/.default
   * @param plainHttpOnLoopback whether hosts on this machine itself may have the token over plain
   *     http; for tests and sidecars
   * @since 0.1
   */
  public record Api(
      @Nullable String client,
      @DefaultValue List<String> hosts,
      @DefaultValue List<String> scopes,
      @DefaultValue("false") boolean plainHttpOnLoopback) {

    /**
     * Copies the lists.
     *
     * @param client the name of a client
     * @param hosts the hosts that may see the token
     * @param scopes what is asked for
     * @param plainHttpOnLoopback whether hosts on this machine may have it over plain http
     */
    public Api {
      hosts = List.copyOf(hosts);
      scopes = List.copyOf(scopes);
    }

    private void check(String property, Map<String, Client> clients) {
      if (hosts.isEmpty()) {
        throw new IllegalArgumentException(
            property + ".hosts is missing; name the hosts that may see the token");
      }
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException(
            property + ".scopes is missing; give what is asked for, such as api://orders/.default");
      }
      Client its = clients.get(clientName(property, clients));
      if (its == null) {
        throw new IllegalArgumentException(
            property + ".client names no client; there are " + ids(clients));
      }
      if (its.kind() == Kind.PUBLIC) {
        throw new IllegalArgumentException(
            property + ".client is a public client, which has no tokens of its own");
      }
      if (its.kind() == Kind.MANAGED_IDENTITY && scopes.size() > 1) {
        throw new IllegalArgumentException(
            property + ".scopes has more than one; a managed identity asks for one resource");
      }
    }

    String clientName(String property, Map<String, Client> clients) {
      if (client != null) {
        return client;
      }
      if (clients.size() == 1) {
        return clients.keySet().iterator().next();
      }
      throw new IllegalArgumentException(
          property + ".client is missing; name one of " + ids(clients));
    }

    private static List<String> ids(Map<String, Client> clients) {
      return clients.keySet().stream().sorted().toList();
    }
  }

  /**
   * How clients connect to the authority. What is not here is an option of the builders, for a
   * customizer.
   *
   * @param provider the name of an HTTP adapter, if there are several: apache or jdk
   * @param timeout how long one acquisition may take in all
   * @param connectTimeout how long connecting may take
   * @param caFile a PEM file with the authorities whose certificates are believed, in place of
   *     those of the Java runtime
   * @param proxy the proxy that requests leave by; the environment's is not read
   * @since 0.1
   */
  public record Http(
      @Nullable String provider,
      @Nullable Duration timeout,
      @Nullable Duration connectTimeout,
      @Nullable Path caFile,
      @Nullable HttpProxy proxy) {}

  /**
   * The proxy that requests leave by. Hosts on this machine and metadata services are asked without
   * it, whatever is said.
   *
   * @param host its name or address; it is spoken to in plain HTTP
   * @param port its port
   * @param user the name it wants, if it wants one
   * @param password the password it wants
   * @param except hosts that are asked without it, as in NO_PROXY: example.com, .corp, 10.0.0.0/8
   * @since 0.1
   */
  public record HttpProxy(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String user,
      @Nullable Secret password,
      @DefaultValue List<String> except) {

    /**
     * Copies the list.
     *
     * @param host its name or address
     * @param port its port
     * @param user the name it wants
     * @param password the password it wants
     * @param except hosts that are asked without it
     */
    public HttpProxy {
      except = List.copyOf(except);
    }

    private void check(String property) {
      required(property + ".host", host, "name the proxy");
      required(property + ".port", port, "proxies have no port in common");
      if ((user == null) != (password == null)) {
        throw new IllegalArgumentException(
            property + " has one of user and password; give both or none");
      }
      try {
        way();
      } catch (IllegalArgumentException | ConfigurationException e) {
        throw new IllegalArgumentException(property + " is not usable: " + e.getMessage());
      }
    }

    Proxy way() {
      HostAndPort address =
          new HostAndPort(
              Objects.requireNonNull(host, "host"), Objects.requireNonNull(port, "port"));
      Proxy.Via via =
          user == null || password == null
              ? Proxy.via(address)
              : Proxy.via(address, user, password);
      return via.except(NoProxy.parse(String.join(",", except)));
    }
  }

  private static void required(String property, @Nullable Object value, String what) {
    if (value == null) {
      throw new IllegalArgumentException(property + " is missing; " + what);
    }
  }

  private static void absent(String property, @Nullable Object value, String why) {
    if (value != null) {
      throw new IllegalArgumentException(property + " does not belong there: " + why);
    }
  }
}
