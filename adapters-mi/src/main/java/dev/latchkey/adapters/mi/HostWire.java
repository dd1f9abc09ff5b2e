package dev.latchkey.adapters.mi;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import jakarta.json.JsonReaderFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sends to one kind of host, and reads what it answers. */
final class HostWire {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  // Where an answer names the identity, these members do, under old and new names.
  private static final Map<ManagedIdentityId.Kind, List<String>> NAMES =
      Map.of(
          ManagedIdentityId.Kind.SYSTEM_ASSIGNED, List.of(),
          ManagedIdentityId.Kind.CLIENT_ID, List.of("client_id"),
          ManagedIdentityId.Kind.RESOURCE_ID, List.of("msi_res_id", "mi_res_id"),
          ManagedIdentityId.Kind.OBJECT_ID, List.of("object_id"));

  private final String host;
  private final ErrorDialect dialect;
  private final TimeSource time;
  private final JsonReaderFactory readers = Answer.readers();

  HostWire(String host, ErrorDialect dialect, TimeSource time) {
    this.host = host;
    this.dialect = dialect;
    this.time = time;
  }

  Answer send(
      HttpTransport http, HttpRequest request, Deadline deadline, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    return Answer.of(http.send(request, deadline, cancellation), readers);
  }

  /**
   * Reads a token.
   *
   * @param answer the last answer
   * @param request what was asked for
   * @param calls how many requests were sent
   * @param secret what must not be repeated, should the answer do so; or null
   */
  ManagedIdentityAnswer token(
      Answer answer, ManagedIdentityRequest request, int calls, @Nullable Secret secret) {
    FailureDetails details = details(answer.response(), request, calls);
    if (!answer.isJson()) {
      throw new ServiceException(
          host + " answered " + answer.response().status() + " with something else than JSON",
          details,
          null);
    }
    Optional<String> token = answer.text("access_token");
    Optional<Duration> life = Expiry.life(answer, time.instant());
    if (!answer.response().isSuccess()) {
      throw refusal(answer, details, secret);
    }
    if (token.isEmpty() || life.isEmpty()) {
      throw answer.text("error").isPresent() || answer.text("error", "code").isPresent()
          ? refusal(answer, details, secret)
          : new ServiceException(
              host
                  + " answered "
                  + answer.response().status()
                  + " without "
                  + (token.isEmpty() ? "an access token" : "a time at which the token ends"),
              details,
              null);
    }
    requireSame(request.identity(), answer, details);
    ManagedIdentityAnswer given =
        ManagedIdentityAnswer.of(Secret.of(token.get()), type(answer, details), life.get())
            .httpCalls(calls);
    return Expiry.refresh(answer).map(given::refreshIn).orElse(given);
  }

  ServiceException refusal(Answer answer, FailureDetails details, @Nullable Secret secret) {
    OAuthError told = dialect.read(answer);
    OAuthError error =
        OAuthError.builder(told.code())
            .description(told.description().map(it -> without(secret, it)).orElse(null))
            .build();
    return new ServiceException(
        host
            + " answered "
            + answer.response().status()
            + " and refused: "
            + (CODE.matcher(error.code().value()).matches() ? error.code() : "see error()"),
        details.withError(error),
        null);
  }

  private static String without(@Nullable Secret secret, String text) {
    return secret == null ? text : text.replace(secret.reveal(), "[hidden]");
  }

  private TokenType type(Answer answer, FailureDetails details) {
    try {
      return answer.text("token_type").map(TokenType::new).orElse(TokenType.BEARER);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          host + " answered with a token of a type that is no word", details, e);
    }
  }

  private void requireSame(ManagedIdentityId asked, Answer answer, FailureDetails details) {
    for (String name : NAMES.getOrDefault(asked.kind(), List.of())) {
      Optional<String> given = answer.text(name);
      if (given.isPresent() && !given.get().equalsIgnoreCase(asked.value())) {
        throw new ServiceException(
            host
                + " gave a token of another identity than was asked for: its "
                + name
                + " differs; is the identity assigned to this host?",
            details,
            null);
      }
    }
  }

  /** Old agents know one identity only, and give its token whatever they are asked for. */
  void requireNamed(ManagedIdentityRequest request, Answer answer, int calls) {
    List<String> names = NAMES.getOrDefault(request.identity().kind(), List.of());
    if (!names.isEmpty() && names.stream().noneMatch(it -> answer.text(it).isPresent())) {
      throw new ServiceException(
          host
              + " gave a token and does not say of which identity; update its agent to use"
              + " user-assigned identities",
          details(answer.response(), request, calls),
          null);
    }
  }

  FailureDetails details(HttpResponse response, ManagedIdentityRequest request, int calls) {
    FailureDetails known =
        FailureDetails.none()
            .withCorrelationId(request.correlationId())
            .withAttempts(calls)
            .withAnswer(
                response.status(), response.headers().first("content-type").orElse(null), null);
    return response
        .headers()
        .first("retry-after")
        .map(String::strip)
        .filter(it -> SECONDS.matcher(it).matches())
        .map(it -> known.withRetryAfter(Duration.ofSeconds(Long.parseLong(it))))
        .orElse(known);
  }
}
