package dev.latchkey.adapters.mi;

import static dev.latchkey.adapters.mi.Variable.IDENTITY_ENDPOINT;
import static dev.latchkey.adapters.mi.Variable.IMDS_ENDPOINT;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ServiceException;
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
 * A machine outside Azure with the agent of Azure Arc. Who asks has to show what only the members
 * of a group can read: a file that the agent writes anew for each request.
 */
final class AzureArc implements ManagedIdentityBackend {

  private static final String API_VERSION = "2020-06-01";
  private static final String DEFAULT_ENDPOINT =
      "http://localhost:40342/metadata/identity/oauth2/token";
  private static final Query.IdNames IDS =
      new Query.IdNames("client_id", "msi_res_id", "object_id");
  private static final RetryRule RETRY =
      new RetryRule(2, Duration.ofMillis(500), Set.of(404, 408, 429), true);

  private final ManagedIdentityContext context;
  private final Signs signs;
  private final ArcAgent agent;
  private final HostWire wire;

  AzureArc(ManagedIdentityContext context) {
    this.context = context;
    this.signs = new Signs(context.environment());
    this.agent = new ArcAgent(context.environment(), context.files());
    this.wire = new HostWire(name(), ErrorDialect.UNTOLD, context.time());
  }

  @Override
  public String name() {
    return "arc";
  }

  @Override
  public Presence presence() {
    Presence variables = signs.all(IDENTITY_ENDPOINT, IMDS_ENDPOINT);
    if (variables.here()) {
      return variables;
    }
    return agent.isInstalled()
        ? Presence.here("its agent is installed")
        : Presence.absent(variables.reason() + " and no agent");
  }

  @Override
  public ManagedIdentityAnswer acquire(
      ManagedIdentityRequest request, Deadline deadline, Cancellation cancellation) {
    URI address = address(request);
    HttpHeaders fields = HttpHeaders.none().with("metadata", "true");
    Answer first =
        wire.send(context.http(), HttpRequest.get(address, fields), deadline, cancellation);
    Secret key = key(first, request);
    Answer second =
        wire.send(
            context.http(),
            HttpRequest.get(
                address, Signs.header(fields, "authorization", Secret.of("Basic " + key.reveal()))),
            deadline,
            cancellation);
    ManagedIdentityAnswer answer = wire.token(second, request, 2, key);
    wire.requireNamed(request, second, 2);
    return answer;
  }

  private URI address(ManagedIdentityRequest request) {
    // Without both variables the endpoint may be another host's.
    String text =
        signs.has(IMDS_ENDPOINT)
            ? signs.find(IDENTITY_ENDPOINT).orElse(DEFAULT_ENDPOINT)
            : DEFAULT_ENDPOINT;
    return new Query()
        .with("api-version", API_VERSION)
        .with("resource", request.resource())
        .with(request.identity(), IDS)
        .on(Endpoint.of(IDENTITY_ENDPOINT, text, Set.of("http"), Addresses.LOOPBACK));
  }

  private Secret key(Answer answer, ManagedIdentityRequest request) {
    boolean isChallenge = answer.response().status() == 401;
    Optional<String> header = answer.response().headers().first("www-authenticate");
    if (isChallenge && header.isPresent()) {
      return agent.key(header.get(), wire.details(answer.response(), request, 1));
    }
    if (answer.response().isSuccess() || isChallenge) {
      throw new ServiceException(
          "arc answered "
              + answer.response().status()
              + " without the challenge that its agent sends; is another program listening there?",
          wire.details(answer.response(), request, 1),
          null);
    }
    throw wire.refusal(answer, wire.details(answer.response(), request, 1), null);
  }

  @Override
  public Optional<Duration> retryDelay(int attempt, int status) {
    return RETRY.delay(attempt, status);
  }
}
