package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.http.HttpResponse;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint answered in JSON: what was asked for, or an error of the family that keeps all
 * that was said (RFC 6749, section 5.2).
 */
final class OAuthAnswer {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{0,64}");

  private final String endpoint;
  private final HttpResponse response;
  private final FailureDetails details;
  private final JsonFields fields;

  private OAuthAnswer(
      String endpoint, HttpResponse response, FailureDetails details, JsonFields fields) {
    this.endpoint = endpoint;
    this.response = response;
    this.details = details;
    this.fields = fields;
  }

  /**
   * Reads an answer.
   *
   * @param endpoint who answered, for messages
   * @param response the answer
   * @param sent what is known of the request
   * @param now the present
   * @return the answer
   * @throws ServiceException if it is no JSON object
   */
  static OAuthAnswer of(String endpoint, HttpResponse response, FailureDetails sent, Instant now) {
    FailureDetails details = withAnswer(response, sent, now);
    return new OAuthAnswer(endpoint, response, details, read(endpoint, response, details));
  }

  private static FailureDetails withAnswer(
      HttpResponse response, FailureDetails sent, Instant now) {
    FailureDetails details =
        sent.withAnswer(
            response.status(), response.headers().first("content-type").orElse(null), null);
    return RetryAfter.of(response.headers(), now).map(details::withRetryAfter).orElse(details);
  }

  private static JsonFields read(String endpoint, HttpResponse response, FailureDetails details) {
    try {
      return StrictJson.object(response.bodyText());
    } catch (IllegalArgumentException e) {
      String type = response.headers().first("content-type").orElse("no content type");
      throw new ServiceException(
          endpoint
              + " answered "
              + response.status()
              + " ("
              + Excerpt.of(type)
              + ") with something else than JSON: "
              + e.getMessage()
              + "; is a proxy or gateway in between?",
          details.withAnswer(
              response.status(),
              response.headers().first("content-type").orElse(null),
              // A success that cannot be read may hold a token; only refusals are quoted.
              response.isSuccess() ? null : Excerpt.of(response.bodyText())),
          e);
    }
  }

  /** {@return the members} */
  JsonFields fields() {
    return fields;
  }

  /** {@return whether it is an error, whatever its status} */
  boolean isRefusal() {
    try {
      return !response.isSuccess() || fields.text("error") != null;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * Tells what was refused.
   *
   * @param complaint what is added to the message if the client itself was refused
   * @return the exception
   */
  TokenException refusal(String complaint) {
    String code;
    try {
      code = fields.text("error");
    } catch (IllegalArgumentException e) {
      return unusable("no error response", e);
    }
    if (code == null || code.isEmpty()) {
      return new ServiceException(
          endpoint + " answered " + response.status() + " without saying an error", details, null);
    }
    OAuthError error =
        OAuthError.builder(new OAuthErrorCode(code))
            .description(told("error_description"))
            .uri(told("error_uri"))
            .suberror(told("suberror"))
            .claims(told("claims"))
            .timestamp(told("timestamp"))
            .traceId(told("trace_id"))
            .correlationId(told("correlation_id"))
            .codes(fields.numbers("error_codes"))
            .build();
    String message =
        endpoint
            + " refused: "
            + shown(error)
            + (error.code().equals(OAuthErrorCode.INVALID_CLIENT) ? complaint : "");
    FailureDetails all = details.withError(error);
    ServiceException refused = new ServiceException(message, all, null);
    // A service that fails or is busy has decided nothing about the person, whatever it says.
    return error.asksForInteraction() && !refused.isTransient()
        ? new InteractionRequiredException(
            InteractionRequiredException.Reason.REFUSED, message, all, null)
        : refused;
  }

  // Some servers put a sentence where the code belongs, with a user or a token in it.
  private static String shown(OAuthError error) {
    boolean isOfWords =
        CODE.matcher(error.code().value()).matches()
            && error.suberror().filter(it -> !CODE.matcher(it).matches()).isEmpty();
    return isOfWords
        ? Excerpt.of(error.toString())
        : "with something else than a code, which error() has";
  }

  // An error is worth telling even where one of its lesser members is of another type.
  private @Nullable String told(String name) {
    try {
      return fields.text(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Tells that members are missing or wrong.
   *
   * @param what what it is not, such as {@code no token response}
   * @param why what is wrong with it
   * @return the exception
   */
  ServiceException unusable(String what, IllegalArgumentException why) {
    return new ServiceException(
        endpoint
            + " answered "
            + response.status()
            + " with JSON that is "
            + what
            + ": "
            + why.getMessage(),
        details,
        why);
  }
}
