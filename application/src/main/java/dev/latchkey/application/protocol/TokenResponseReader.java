package dev.latchkey.application.protocol;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads what a token endpoint answered: a token, or an error of the family that keeps it all. */
public final class TokenResponseReader {

  // RFC 6749 lets a server say nothing of the token's life; the reference takes ten minutes.
  private static final Duration UNSAID_LIFE = Duration.ofMinutes(10);
  private static final long LONGEST_SECONDS = Duration.ofDays(36_500).toSeconds();

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
    OAuthAnswer answer = OAuthAnswer.of("the token endpoint", response, sent, time.instant());
    if (answer.isRefusal()) {
      throw answer.refusal(isTimed ? ClockSkew.complaint(response, time.instant()) : "");
    }
    try {
      return token(answer.fields());
    } catch (IllegalArgumentException e) {
      throw answer.unusable("no token response", e);
    }
  }

  private TokenAnswer token(JsonFields fields) {
    String type = fields.text("token_type");
    Secret idToken = secret(fields, "id_token");
    return new TokenAnswer(
        idToken != null && fields.text("access_token") == null ? null : accessToken(fields),
        type == null || type.isEmpty() ? TokenType.BEARER : TokenType.of(type),
        life(fields),
        duration(fields, "ext_expires_in"),
        duration(fields, "refresh_in"),
        granted(fields),
        refreshToken(fields),
        duration(fields, "refresh_token_expires_in"),
        idToken,
        fields.text("client_info"),
        family(fields),
        secret(fields, "spa_code"));
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
    // Negative once one is outside. A loop, since a stream over a token's characters costs as much
    // as parsing the answer.
    int outside = 0;
    for (int i = 0; i < token.length(); i++) {
      outside |= (token.charAt(i) - ' ') | ('~' - token.charAt(i));
    }
    if (outside < 0) {
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
}
