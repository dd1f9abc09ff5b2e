package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a token endpoint answered: a token, or an error of the family that keeps it all. */
public final class TokenResponseReader {

  // RFC 6749 lets a server say nothing of the token's life; the reference takes ten minutes.
  private static final Duration UNSAID_LIFE = Duration.ofMinutes(10);
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{0,64}");

  private final TimeSource time;

  /**
   * Reads answers.
   *
   * @param time for times that answers give as points in time
   */
  public TokenResponseReader(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
  }

  /**
   * Reads an answer.
   *
   * @param response the answer
   * @param sent what is known of the request
   * @param isTimed whether the request proved the client's identity by something that the clock
   *     bounds
   * @return the tokens
   * @throws ServiceException if the answer is an error, or none that can be read
   * @throws InteractionRequiredException if a person has to take part
   */
  public TokenAnswer read(HttpResponse response, FailureDetails sent, boolean isTimed) {
    FailureDetails details = withAnswer(response, sent);
    JsonFields fields = fields(response, details);
    try {
      if (fields.text("error") != null || !response.isSuccess()) {
        throw refusal(
            response,
            fields,
            details,
            isTimed ? ClockSkew.complaint(response, time.instant()) : "");
      }
      return token(fields);
    } catch (IllegalArgumentException e) {
      throw new ServiceException(
          "the token endpoint answered "
              + response.status()
              + " with JSON that is no token response: "
              + e.getMessage(),
          details,
          e);
    }
  }

  private FailureDetails withAnswer(HttpResponse response, FailureDetails sent) {
    FailureDetails details =
        sent.withAnswer(
            response.status(), response.headers().first("content-type").orElse(null), null);
    return response
        .headers()
        .first("retry-after")
        .flatMap(text -> RetryAfter.parse(text, time.instant()))
        .map(details::withRetryAfter)
        .orElse(details);
  }

  private static JsonFields fields(HttpResponse response, FailureDetails details) {
    try {
      return StrictJson.object(response.bodyText());
    } catch (IllegalArgumentException e) {
      String type = response.headers().first("content-type").orElse("no content type");
      throw new ServiceException(
          "the token endpoint answered "
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

  private TokenAnswer token(JsonFields fields) {
    String type = fields.text("token_type");
    Secret idToken = secret(fields, "id_token");
    return new TokenAnswer(
        idToken != null && fields.text("access_token") == null ? null : accessToken(fields),
        type == null || type.isEmpty() ? TokenType.BEARER : new TokenType(type),
        life(fields),
        duration(fields, "ext_expires_in"),
        duration(fields, "refresh_in"),
        granted(fields),
        refreshToken(fields),
        duration(fields, "refresh_token_expires_in"),
        idToken,
        fields.text("client_info"),
        family(fields));
  }

  private static @Nullable Secret secret(JsonFields fields, String name) {
    String text = fields.text(name);
    return text == null || text.isEmpty() ? null : Secret.of(text);
  }

  private static @Nullable Duration duration(JsonFields fields, String name) {
    OptionalLong given = fields.number(name);
    return given.isEmpty() || given.getAsLong() < 0 ? null : seconds(given.getAsLong());
  }

  private static @Nullable String family(JsonFields fields) {
    String family = fields.text("foci");
    return family == null || family.isEmpty() ? null : family;
  }

  private static Secret accessToken(JsonFields fields) {
    return Secret.of(visible("access_token", fields.requiredText("access_token")));
  }

  private static @Nullable Secret refreshToken(JsonFields fields) {
    Secret token = secret(fields, "refresh_token");
    if (token != null) {
      visible("refresh_token", token.reveal());
    }
    return token;
  }

  // RFC 6749, appendices A.12 and A.17. Anything else could split the header that an access token
  // ends up in, and is a refresh token that was damaged and would be kept in place of a good one.
  private static String visible(String name, String token) {
    if (!token.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("member " + name + " has characters no token may have");
    }
    return token;
  }

  private Duration life(JsonFields fields) {
    OptionalLong expiresIn = fields.number("expires_in");
    if (expiresIn.isPresent()) {
      return seconds(Math.max(0, expiresIn.getAsLong()));
    }
    OptionalLong expiresOn = fields.number("expires_on");
    return expiresOn.isPresent()
        ? seconds(Math.max(0, expiresOn.getAsLong() - time.instant().getEpochSecond()))
        : UNSAID_LIFE;
  }

  private static Duration seconds(long value) {
    return Duration.ofSeconds(Math.min(value, LONGEST_SECONDS));
  }

  private static @Nullable Scopes granted(JsonFields fields) {
    String scope = fields.text("scope");
    return scope == null || scope.isBlank() ? null : Scopes.of(scope);
  }

  private static TokenException refusal(
      HttpResponse response, JsonFields fields, FailureDetails details, String complaint) {
    String code = fields.text("error");
    if (code == null || code.isEmpty()) {
      return new ServiceException(
          "the token endpoint answered " + response.status() + " without saying an error",
          details,
          null);
    }
    OAuthError error =
        OAuthError.builder(new OAuthErrorCode(code))
            .description(told(fields, "error_description"))
            .uri(told(fields, "error_uri"))
            .suberror(told(fields, "suberror"))
            .claims(told(fields, "claims"))
            .timestamp(told(fields, "timestamp"))
            .traceId(told(fields, "trace_id"))
            .codes(fields.numbers("error_codes"))
            .build();
    String message =
        "the token endpoint refused: "
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
  private static @Nullable String told(JsonFields fields, String name) {
    try {
      return fields.text(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
