package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client remembers of hosts of managed identities, so that it leaves those alone that said
 * when to come back or do not answer. Nothing is kept of a refusal but status and code. Safe for
 * concurrent use.
 */
public final class HostMemory {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private final ResponseCache responses;
  private final Circuits circuits;

  HostMemory(ResponseCache responses, Circuits circuits) {
    this.responses = Objects.requireNonNull(responses, "responses");
    this.circuits = Objects.requireNonNull(circuits, "circuits");
  }

  /**
   * Lets a wish through to a host, or says why not.
   *
   * @param host its name
   * @param wish what is asked for
   * @throws ServiceException if it refused that wish lately
   * @throws TransportException if it does not answer
   */
  public void requireWelcome(String host, ManagedIdentityRequest wish) {
    HttpResponse refusal = responses.refusalOf(host, named(wish));
    if (refusal != null) {
      throw replayed(host, wish, refusal);
    }
    circuits.enter(endpoint(host), host);
  }

  /**
   * Learns that a host has answered with a token.
   *
   * @param host its name
   */
  public void answered(String host) {
    circuits.answered(endpoint(host));
  }

  /**
   * Learns that no answer came.
   *
   * @param host its name
   * @param why what came instead
   */
  public void failed(String host, TransportException why) {
    circuits.failed(endpoint(host), why);
  }

  /**
   * Learns that a host has refused, after all repeats.
   *
   * @param host its name
   * @param wish what was asked for
   * @param why how it said so
   */
  public void refused(String host, ManagedIdentityRequest wish, ServiceException why) {
    answered(host);
    int status = why.status().orElse(0);
    // An answer that is a success and no token is about this answer, not about the host.
    if (status >= 400) {
      HttpHeaders fields =
          why.retryAfter()
              .map(it -> HttpHeaders.none().with(RetryAfter.NAME, Long.toString(it.toSeconds())))
              .orElse(HttpHeaders.none());
      responses.learn(host, HttpResponse.of(status, fields, code(why)), named(wish));
    }
  }

  private static byte[] code(ServiceException why) {
    JsonText kept = new JsonText();
    why.error()
        .map(it -> it.code().value())
        .filter(it -> CODE.matcher(it).matches())
        .ifPresent(it -> kept.put("error", it));
    return kept.text().getBytes(StandardCharsets.UTF_8);
  }

  // Claims do not get past a host that wants to be left alone.
  private static String[] named(ManagedIdentityRequest wish) {
    return new String[] {wish.identity().kind().name(), wish.identity().value(), wish.resource()};
  }

  private static String endpoint(String host) {
    return "managed identity " + host;
  }

  private static ServiceException replayed(
      String host, ManagedIdentityRequest wish, HttpResponse refusal) {
    FailureDetails details =
        FailureDetails.none()
            .withCorrelationId(wish.correlationId())
            .withAnswer(refusal.status(), null, null)
            .withReplay(true);
    Duration left =
        refusal
            .headers()
            .first(RetryAfter.NAME)
            .map(it -> Duration.ofSeconds(Long.parseLong(it)))
            .orElse(Duration.ZERO);
    String code = codeOf(refusal.bodyText());
    return new ServiceException(
        host
            + " answered "
            + refusal.status()
            + " a while ago and is asked again in "
            + left.toSeconds()
            + " s",
        (code == null
                ? details
                : details.withError(OAuthError.builder(new OAuthErrorCode(code)).build()))
            .withRetryAfter(left),
        null);
  }

  // The store may be anybody's.
  @SuppressWarnings("UnusedException")
  private static @Nullable String codeOf(String body) {
    try {
      String code = StrictJson.object(body).text("error");
      return code != null && CODE.matcher(code).matches() ? code : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
