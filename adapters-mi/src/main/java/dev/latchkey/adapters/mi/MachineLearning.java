package dev.latchkey.adapters.mi;

import static dev.latchkey.adapters.mi.Variable.DEFAULT_IDENTITY_CLIENT_ID;
import static dev.latchkey.adapters.mi.Variable.MSI_ENDPOINT;
import static dev.latchkey.adapters.mi.Variable.MSI_SECRET;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.identity.Presence;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The compute of Azure Machine Learning. */
final class MachineLearning implements ManagedIdentityBackend {

  private static final String API_VERSION = "2017-09-01";
  private static final Query.IdNames IDS = new Query.IdNames("clientid", "msi_res_id", "object_id");
  private static final RetryRule RETRY =
      new RetryRule(2, Duration.ofMillis(500), Set.of(404, 408, 429), true);

  private final ManagedIdentityContext context;
  private final Signs signs;
  private final HostWire wire;

  MachineLearning(ManagedIdentityContext context) {
    this.context = context;
    this.signs = new Signs(context.environment());
    this.wire = new HostWire(name(), ErrorDialect.WHOLE_TEXT, context.time());
  }

  @Override
  public String name() {
    return "machine-learning";
  }

  @Override
  public Presence presence() {
    return signs.all(MSI_ENDPOINT, MSI_SECRET);
  }

  @Override
  public ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation) {
    Endpoint endpoint =
        Endpoint.of(
            MSI_ENDPOINT, signs.value(MSI_ENDPOINT), Set.of("http", "https"), Addresses.NEAR);
    Secret secret = signs.secret(MSI_SECRET);
    HttpRequest get =
        HttpRequest.get(
            new Query()
                .with("api-version", API_VERSION)
                .with("resource", request.resource())
                .with(chosen(request.identity()), IDS)
                .on(endpoint),
            Signs.header(HttpHeaders.none().with("metadata", "true"), "secret", secret));
    return wire.token(wire.send(context.http(), get, deadline, cancellation), request, 1, secret);
  }

  // What this host takes for its own identity has a client id, which it leaves in a variable.
  private ManagedIdentityId chosen(ManagedIdentityId asked) {
    return asked.kind() == ManagedIdentityId.Kind.SYSTEM_ASSIGNED
        ? signs.find(DEFAULT_IDENTITY_CLIENT_ID).map(ManagedIdentityId::clientId).orElse(asked)
        : asked;
  }

  @Override
  public Optional<Duration> retryDelay(int attempt, int status) {
    return RETRY.delay(attempt, status);
  }
}
