package dev.latchkey.adapters.mi;

import static dev.latchkey.adapters.mi.Variable.IDENTITY_ENDPOINT;
import static dev.latchkey.adapters.mi.Variable.IDENTITY_HEADER;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.identity.Presence;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** App Service, and what is built on it or like it: Functions, Container Apps, Automation. */
final class AppService implements ManagedIdentityBackend {

  private static final String API_VERSION = "2019-08-01";
  private static final Query.IdNames IDS = new Query.IdNames("client_id", "mi_res_id", "object_id");
  private static final RetryRule RETRY =
      new RetryRule(2, Duration.ofMillis(500), Set.of(404, 408, 429), true);

  private final ManagedIdentityContext context;
  private final Signs signs;
  private final HostWire wire;

  AppService(ManagedIdentityContext context) {
    this.context = context;
    this.signs = new Signs(context.environment());
    this.wire = new HostWire(name(), ErrorDialect.STATUS_AND_MESSAGE, context.time());
  }

  @Override
  public String name() {
    return "app-service";
  }

  @Override
  public Presence presence() {
    return signs.all(IDENTITY_ENDPOINT, IDENTITY_HEADER);
  }

  @Override
  public ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation) {
    Endpoint endpoint =
        Endpoint.of(
            IDENTITY_ENDPOINT,
            signs.value(IDENTITY_ENDPOINT),
            Set.of("http", "https"),
            Addresses.JOBS);
    Secret secret = signs.secret(IDENTITY_HEADER);
    HttpRequest get =
        HttpRequest.get(
            new Query()
                .with("api-version", API_VERSION)
                .with("resource", request.resource())
                .with(request.identity(), IDS)
                .on(endpoint),
            Signs.header(HttpHeaders.none().with("metadata", "true"), "x-identity-header", secret));
    return wire.token(wire.send(context.http(), get, deadline, cancellation), request, 1, secret);
  }

  @Override
  public Optional<Duration> retryDelay(int attempt, int status) {
    return RETRY.delay(attempt, status);
  }
}
