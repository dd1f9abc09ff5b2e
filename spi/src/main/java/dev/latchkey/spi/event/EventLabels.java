package dev.latchkey.spi.event;

import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenSource;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What can be counted about an event: each member has few values, however many users, tenants and
 * servers there are, and none tells of a person. All are in lower case with hyphens, but for error
 * codes, which are as in their specification.
 *
 * @param useCase the operation, such as {@code client-credentials}
 * @param outcome {@code success}, {@code failure} or {@code cancelled}
 * @param source {@code cache}, {@code identity-provider} or {@code application}; {@code none} if no
 *     token came
 * @param refreshReason why the cache alone did not answer: {@code not-applicable} of a hit, else
 *     {@code no-token}, {@code expired}, {@code forced}, {@code proactive}
 * @param error {@code none} of a success; else the server's code if it is a known one, and {@code
 *     other-code} if the server made it up; else the kind of exception without its last word, such
 *     as {@code transport}
 * @param joined whether the call waited for a request that another had begun
 * @param background whether nobody waited: an early refresh
 * @since 0.1
 */
public record EventLabels(
    String useCase,
    String outcome,
    String source,
    String refreshReason,
    String error,
    boolean joined,
    boolean background) {

  private static final String NONE = "none";
  private static final String EXCEPTION = "Exception";

  // A server could make up a new code each time, and a backend would keep a series for each.
  private static final Set<OAuthErrorCode> KNOWN =
      Set.of(
          OAuthErrorCode.INVALID_REQUEST,
          OAuthErrorCode.INVALID_CLIENT,
          OAuthErrorCode.INVALID_GRANT,
          OAuthErrorCode.UNAUTHORIZED_CLIENT,
          OAuthErrorCode.UNSUPPORTED_GRANT_TYPE,
          OAuthErrorCode.INVALID_SCOPE,
          OAuthErrorCode.INTERACTION_REQUIRED,
          OAuthErrorCode.LOGIN_REQUIRED,
          OAuthErrorCode.CONSENT_REQUIRED,
          OAuthErrorCode.ACCOUNT_SELECTION_REQUIRED,
          OAuthErrorCode.TEMPORARILY_UNAVAILABLE,
          OAuthErrorCode.SERVER_ERROR,
          OAuthErrorCode.AUTHORIZATION_PENDING,
          OAuthErrorCode.SLOW_DOWN,
          OAuthErrorCode.ACCESS_DENIED,
          OAuthErrorCode.EXPIRED_TOKEN,
          OAuthErrorCode.INVALID_DPOP_PROOF,
          OAuthErrorCode.USE_DPOP_NONCE,
          OAuthErrorCode.AUTHORIZATION_DECLINED,
          OAuthErrorCode.BAD_VERIFICATION_CODE);

  private static final Set<String> FAMILY =
      Arrays.stream(TokenException.class.getPermittedSubclasses())
          .map(Class::getSimpleName)
          .collect(Collectors.toUnmodifiableSet());

  /**
   * Takes them from an event.
   *
   * @param event the event
   * @return its labels
   */
  public static EventLabels of(TokenEvent event) {
    boolean came = event.outcome() == TokenEvent.Outcome.SUCCESS;
    return new EventLabels(
        event.useCase(),
        hyphened(event.outcome()),
        came ? hyphened(event.source()) : NONE,
        hyphened(event.refreshReason()),
        came ? NONE : error(event),
        event.joined(),
        event.background());
  }

  /** {@return whether a cache hit is described, which is not timed} */
  public boolean isHit() {
    return source.equals(hyphened(TokenSource.CACHE)) && refreshReason.equals("not-applicable");
  }

  private static String error(TokenEvent event) {
    return event
        .errorCode()
        .map(code -> KNOWN.contains(code) ? code.value() : "other-code")
        .orElseGet(() -> event.failure().map(EventLabels::kind).orElse("other"));
  }

  // CredentialUnavailableException becomes credential-unavailable. What is not of the family is an
  // application's own, whose names are not ours to tell.
  private static String kind(String exception) {
    return FAMILY.contains(exception)
        ? exception
            .substring(0, exception.length() - EXCEPTION.length())
            .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
            .toLowerCase(Locale.ROOT)
        : "other";
  }

  private static String hyphened(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
