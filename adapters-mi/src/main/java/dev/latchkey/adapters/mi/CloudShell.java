package dev.latchkey.adapters.mi;

import static dev.latchkey.adapters.mi.Variable.AZUREPS_HOST_ENVIRONMENT;
import static dev.latchkey.adapters.mi.Variable.MSI_ENDPOINT;
import static dev.latchkey.adapters.mi.Variable.MSI_SECRET;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Azure Cloud Shell, whose tokens stand for a person. */
final class CloudShell implements ManagedIdentityBackend {

  private static final String DEFAULT_ENDPOINT = "http://localhost:50342/oauth2/token";
  private static final RetryRule RETRY =
      new RetryRule(2, Duration.ofMillis(500), Set.of(408, 429), true);

  private final ManagedIdentityContext context;
  private final Signs signs;
  private final HostWire wire;

  CloudShell(ManagedIdentityContext context) {
    this.context = context;
    this.signs = new Signs(context.environment());
    this.wire = new HostWire(name(), ErrorDialect.OAUTH, context.time());
  }

  @Override
  public String name() {
    return "cloud-shell";
  }

  @Override
  public Presence presence() {
    if (signs
        .find(AZUREPS_HOST_ENVIRONMENT)
        .filter(it -> it.startsWith("cloud-shell"))
        .isPresent()) {
      return Presence.here(AZUREPS_HOST_ENVIRONMENT + " names it");
    }
    return signs.has(MSI_ENDPOINT) && !signs.has(MSI_SECRET)
        ? Presence.here(MSI_ENDPOINT + " is set without " + MSI_SECRET)
        : Presence.absent("no " + AZUREPS_HOST_ENVIRONMENT + " of it");
  }

  @Override
  public Optional<String> onlyByName() {
    return Optional.of(
        "this is Azure Cloud Shell, whose tokens stand for the person who has it open and not for"
            + " an application: use PublicClient.acquireInteractively with prompt none, or name the"
            + " host cloud-shell if that is what you want");
  }

  @Override
  public ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation) {
    if (request.identity().kind() != ManagedIdentityId.Kind.SYSTEM_ASSIGNED) {
      throw new IllegalArgumentException(
          "cloud-shell gives tokens of the person who has it open; no other identity can be"
              + " chosen");
    }
    Endpoint endpoint =
        Endpoint.of(
            MSI_ENDPOINT,
            signs.find(MSI_ENDPOINT).orElse(DEFAULT_ENDPOINT),
            Set.of("http"),
            Addresses.LOOPBACK);
    HttpRequest post =
        HttpRequest.post(
            endpoint.uri(),
            HttpHeaders.none()
                .with("metadata", "true")
                .with("content-type", "application/x-www-form-urlencoded"),
            new Query()
                .with("resource", request.resource())
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    return wire.token(wire.send(context.http(), post, deadline, cancellation), request, 1, null);
  }

  @Override
  public Optional<Duration> retryDelay(int attempt, int status) {
    return RETRY.delay(attempt, status);
  }
}
