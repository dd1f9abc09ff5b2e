package dev.latchkey.adapters.mi;

import static dev.latchkey.adapters.mi.Variable.AZURE_POD_IDENTITY_AUTHORITY_HOST;

import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.identity.Presence;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The metadata service of virtual machines and scale sets. It leaves no sign, so it is what is
 * asked where no other host is found.
 */
final class Imds implements ManagedIdentityBackend {

  private static final String API_VERSION = "2018-02-01";
  private static final String PATH = "/metadata/identity/oauth2/token";
  private static final String DEFAULT_HOST = "http://169.254.169.254";
  private static final Query.IdNames IDS =
      new Query.IdNames("client_id", "msi_res_id", "object_id");

  private static final RetryRule RETRY =
      new RetryRule(3, Duration.ofSeconds(1), Set.of(404, 408, 429), true);

  // While it is updated it is gone for 70 seconds at most.
  private static final int GONE = 410;
  private static final int GONE_RETRIES = 7;
  private static final Duration GONE_DELAY = Duration.ofSeconds(10);

  private final ManagedIdentityContext context;
  private final Signs signs;
  private final HostWire wire;

  Imds(ManagedIdentityContext context) {
    this.context = context;
    this.signs = new Signs(context.environment());
    this.wire = new HostWire(name(), ErrorDialect.OAUTH, context.time());
  }

  @Override
  public String name() {
    return "imds";
  }

  @Override
  public Presence presence() {
    return signs.has(AZURE_POD_IDENTITY_AUTHORITY_HOST)
        ? Presence.here(AZURE_POD_IDENTITY_AUTHORITY_HOST + " is set")
        : Presence.here("no sign of another host");
  }

  @Override
  public ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation) {
    boolean isGuess = !signs.has(AZURE_POD_IDENTITY_AUTHORITY_HOST);
    Endpoint endpoint =
        Endpoint.of(
                AZURE_POD_IDENTITY_AUTHORITY_HOST,
                signs.find(AZURE_POD_IDENTITY_AUTHORITY_HOST).orElse(DEFAULT_HOST),
                Set.of("http", "https"),
                Addresses.CLUSTER)
            .under(PATH);
    HttpHeaders fields =
        context
            .product()
            .with("metadata", "true")
            .with("x-ms-client-request-id", request.correlationId().toString());
    HttpRequest get =
        HttpRequest.get(
            new Query()
                .with("api-version", API_VERSION)
                .with("resource", request.resource())
                .with(request.identity(), IDS)
                .on(endpoint),
            fields);
    Answer answer;
    try {
      answer = wire.send(context.http(), get, deadline, cancellation);
    } catch (TransportException e) {
      throw isGuess && e.reason() == TransportException.Reason.NOT_CONNECTED ? nobody(e) : e;
    }
    if (isGuess && isSomebodyElse(answer)) {
      throw new CredentialUnavailableException(
          "what answers at 169.254.169.254 is not Azure's metadata service",
          FailureDetails.none().withAttempts(1),
          null);
    }
    return wire.token(answer, request, 1, null);
  }

  private static CredentialUnavailableException nobody(TransportException e) {
    return new CredentialUnavailableException(
        "nobody answers at 169.254.169.254, where machines in Azure find imds",
        FailureDetails.none().withAttempts(1),
        e);
  }

  // Other clouds have a metadata service at the same address, and container runtimes answer 403 for
  // addresses that they cannot reach.
  private static boolean isSomebodyElse(Answer answer) {
    HttpResponse response = answer.response();
    boolean saysImds =
        response
            .headers()
            .first("server")
            .filter(it -> it.toLowerCase(Locale.ROOT).contains("imds"))
            .isPresent();
    return !saysImds
        && !answer.isJson()
        && Set.of(400, 401, 403, 404, 405).contains(response.status());
  }

  @Override
  public Optional<Duration> retryDelay(int attempt, int status) {
    if (status == GONE) {
      return attempt <= GONE_RETRIES ? Optional.of(GONE_DELAY) : Optional.empty();
    }
    return RETRY.delay(attempt, status);
  }
}
