package dev.latchkey.adapters.mi;

import static dev.latchkey.adapters.mi.Variable.IDENTITY_ENDPOINT;
import static dev.latchkey.adapters.mi.Variable.IDENTITY_HEADER;
import static dev.latchkey.adapters.mi.Variable.IDENTITY_SERVER_THUMBPRINT;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.identity.Presence;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A Service Fabric cluster, which shows a certificate that nobody vouches for and hands its
 * thumbprint to the code it runs.
 */
final class ServiceFabric implements ManagedIdentityBackend {

  private static final String API_VERSION = "2020-05-01";
  private static final RetryRule RETRY =
      new RetryRule(3, Duration.ofSeconds(1), Set.of(429, 503), false);

  private final ManagedIdentityContext context;
  private final Signs signs;
  private final HostWire wire;

  ServiceFabric(ManagedIdentityContext context) {
    this.context = context;
    this.signs = new Signs(context.environment());
    this.wire = new HostWire(name(), ErrorDialect.OWN_CODES, context.time());
  }

  @Override
  public String name() {
    return "service-fabric";
  }

  @Override
  public Presence presence() {
    return signs.all(IDENTITY_ENDPOINT, IDENTITY_HEADER, IDENTITY_SERVER_THUMBPRINT);
  }

  @Override
  public ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation) {
    CertificateThumbprint thumbprint = thumbprint();
    Secret secret = signs.secret(IDENTITY_HEADER);
    HttpRequest get =
        HttpRequest.get(address(request), Signs.header(HttpHeaders.none(), "secret", secret));
    return wire.token(
        wire.send(context.pinnedHttp(thumbprint), get, deadline, cancellation), request, 1, secret);
  }

  private URI address(ManagedIdentityRequest request) {
    Query query = new Query().with("api-version", API_VERSION).with("resource", request.resource());
    switch (request.identity().kind()) {
      case SYSTEM_ASSIGNED -> {}
      case OBJECT_ID -> query.with("principalId", request.identity().value());
      case CLIENT_ID, RESOURCE_ID -> throw refused();
    }
    if (!request.capabilities().isEmpty()) {
      query.with("xms_cc", String.join(",", request.capabilities()));
    }
    request.refusedTokenHash().ifPresent(it -> query.with("token_sha256_to_refresh", it));
    // Whoever shows the certificate is the host, wherever its node is.
    return query.on(
        Endpoint.of(
            IDENTITY_ENDPOINT,
            signs.value(IDENTITY_ENDPOINT),
            Set.of("https"),
            Addresses.ANYWHERE));
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "service-fabric gives the identity that the application's manifest names; ask for the"
            + " system-assigned one, or for one of the manifest by its object id");
  }

  @SuppressWarnings("UnusedException") // it says no more
  private CertificateThumbprint thumbprint() {
    try {
      return CertificateThumbprint.ofHex(signs.value(IDENTITY_SERVER_THUMBPRINT));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "environment variable IDENTITY_SERVER_THUMBPRINT is no thumbprint of 40 hexadecimal"
              + " digits, so the host cannot be told from others and was not asked");
    }
  }

  @Override
  public Optional<Duration> retryDelay(int attempt, int status) {
    return RETRY.delay(attempt, status);
  }
}
