package dev.latchkey.client.internal;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The variables that Azure's tools and clusters describe an application with. */
final class AzureVariables {

  private static final String TENANT = "AZURE_TENANT_ID";
  private static final String CLIENT = "AZURE_CLIENT_ID";
  private static final String SECRET = "AZURE_CLIENT_SECRET";
  private static final String CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";
  private static final String TOKEN_FILE = "AZURE_FEDERATED_TOKEN_FILE";
  private static final String HOST = "AZURE_AUTHORITY_HOST";
  private static final String PUBLIC_CLOUD = "https://login.microsoftonline.com";

  private final EnvironmentReader environment;

  AzureVariables(EnvironmentReader environment) {
    this.environment = environment;
  }

  Optional<String> find(String name) {
    return environment.variable(name).map(String::strip).filter(it -> !it.isEmpty());
  }

  private String value(String name) {
    return find(name).orElseThrow(() -> unavailable("no " + name));
  }

  private static CredentialUnavailableException unavailable(String what) {
    return new CredentialUnavailableException(what);
  }

  private void require(String... names) {
    List<String> missing = Arrays.stream(names).filter(name -> find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw unavailable("no " + String.join(", ", missing));
    }
  }

  ClientId clientId() {
    return new ClientId(value(CLIENT));
  }

  String tenant() {
    return value(TENANT);
  }

  /** Opens a client of the application that has a secret or a certificate. */
  ConfidentialParts application(ClientOptions options) {
    require(TENANT, CLIENT);
    ClientCredential credential =
        find(SECRET)
            .map(ClientCredential::secret)
            .or(() -> find(CERTIFICATE).map(this::certificate))
            .orElseThrow(() -> unavailable("neither " + SECRET + " nor " + CERTIFICATE));
    return open(credential, options);
  }

  /** Opens a client of the application that a cluster writes tokens for. */
  ConfidentialParts workload(ClientOptions options) {
    require(TENANT, CLIENT, TOKEN_FILE);
    return open(ClientCredential.assertionFile(path(TOKEN_FILE, value(TOKEN_FILE))), options);
  }

  private ConfidentialParts open(ClientCredential credential, ClientOptions options) {
    ClientOptions own = options.copy();
    own.authority(authority());
    find("AZURE_REGIONAL_AUTHORITY_NAME").map(AzureVariables::region).ifPresent(own::region);
    return ConfidentialParts.of(clientId(), credential, own);
  }

  @SuppressWarnings("UnusedException") // the value may be anything, and is not shown
  private Authority authority() {
    String host = find(HOST).orElse(PUBLIC_CLOUD);
    try {
      return Authority.parse(
          (host.endsWith("/") ? host.substring(0, host.length() - 1) : host) + "/" + tenant());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "environment variables "
              + HOST
              + " and "
              + TENANT
              + " name no authority; they have to be like https://login.microsoftonline.com and a"
              + " tenant's id or domain");
    }
  }

  private static Region region(String name) {
    return name.equalsIgnoreCase("AutoDetectRegion")
        ? Region.automatic()
        : Region.named(name.toLowerCase(Locale.ROOT));
  }

  private ClientCredential certificate(String file) {
    Path path = path(CERTIFICATE, file);
    Optional<String> word = environment.variable("AZURE_CLIENT_CERTIFICATE_PASSWORD");
    Passphrase passphrase =
        word.map(it -> Passphrase.of(it.toCharArray())).orElse(Passphrase.none());
    String name = file.toLowerCase(Locale.ROOT);
    KeySource keys =
        name.endsWith(".pfx") || name.endsWith(".p12")
            ? KeySource.pfx(path).passphrase(passphrase)
            : KeySource.pem(path).passphrase(passphrase);
    boolean chain =
        find("AZURE_CLIENT_SEND_CERTIFICATE_CHAIN")
            .filter(it -> it.equalsIgnoreCase("true") || it.equals("1"))
            .isPresent();
    return ClientCredential.certificate(keys).sendChain(chain);
  }

  @SuppressWarnings("UnusedException")
  private static Path path(String variable, String file) {
    try {
      return Path.of(file);
    } catch (InvalidPathException e) {
      throw new ConfigurationException(
          "environment variable " + variable + " is no path of a file");
    }
  }

  /** {@return the tenants beside the own that requests may name} */
  Stream<String> allowedTenants() {
    return find("AZURE_ADDITIONALLY_ALLOWED_TENANTS").stream()
        .flatMap(it -> Arrays.stream(it.split(";", -1)))
        .map(String::strip)
        .filter(it -> !it.isEmpty());
  }

  boolean isOneTenantOnly() {
    return find("AZURE_IDENTITY_DISABLE_MULTITENANTAUTH")
        .filter(it -> it.equalsIgnoreCase("true") || it.equals("1"))
        .isPresent();
  }
}
