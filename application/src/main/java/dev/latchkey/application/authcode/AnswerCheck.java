package dev.latchkey.application.authcode;

import dev.latchkey.application.protocol.Excerpt;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Decides whether an answer belongs to a flow. Sends nothing. */
public final class AnswerCheck {

  // Entra's metadata has it where the answer has the tenant of the person.
  private static final String ANY_TENANT = "{tenantid}";

  private final SavedFlow flow;

  AnswerCheck(SavedFlow flow) {
    this.flow = flow;
  }

  /**
   * Checks answers to one flow.
   *
   * @param saved the flow as text
   * @throws AuthResponseException if it is no flow
   */
  public AnswerCheck(Secret saved) {
    this(SavedFlow.restored(saved));
  }

  /**
   * Finds out whether an answer belongs to the flow, be it a code or an error.
   *
   * @param response the answer
   * @throws AuthResponseException if it does not
   */
  public void require(AuthResponse response) {
    requireState(response.state().orElse(null));
    requireIssuer(response.issuer().orElse(null));
    if (response.code().isPresent() == response.error().isPresent()) {
      throw new AuthResponseException(
          response.code().isPresent()
              ? "the answer has both a code and an error; ignore the request"
              : "the answer has neither a code nor an error; ignore the request, or check that the"
                  + " whole query or form was handed over");
    }
  }

  /** Takes the code out of an answer that belongs to the flow. */
  Secret code(AuthResponse response) {
    require(response);
    return response.code().orElseThrow(() -> refusal(response.error().orElseThrow()));
  }

  void requireState(@Nullable String state) {
    if (state == null || !isSame(flow.state(), state)) {
      throw new AuthResponseException(
          "the answer's state is "
              + (state == null ? "missing" : "not the one of this flow")
              + "; the answer belongs to another sign-in or is forged: ignore it, and let the person"
              + " sign in again");
    }
  }

  // Takes the same time wherever the difference is.
  private static boolean isSame(String left, String right) {
    return MessageDigest.isEqual(
        left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
  }

  // RFC 9207, section 2.4: against an authority that passes another's answers off as its own.
  private void requireIssuer(@Nullable String told) {
    if (told == null) {
      if (flow.namesIssuer()) {
        throw new AuthResponseException(
            "the answer does not say who answers (iss), as the authority "
                + flow.authority()
                + " always does; ignore it");
      }
    } else if (flow.issuer() == null || !isIssuer(flow.issuer(), told)) {
      throw new AuthResponseException(
          "the answer comes from another authority (iss) than the one that was asked, "
              + flow.authority()
              + "; ignore it");
    }
  }

  private static boolean isIssuer(String stated, String told) {
    int at = stated.indexOf(ANY_TENANT);
    if (at < 0) {
      return stated.equals(told);
    }
    String before = stated.substring(0, at);
    String after = stated.substring(at + ANY_TENANT.length());
    return told.length() > before.length() + after.length()
        && told.startsWith(before)
        && told.endsWith(after)
        && told.indexOf('/', before.length()) >= told.length() - after.length();
  }

  private static TokenException refusal(OAuthError error) {
    String message =
        "the authorization endpoint refused: "
            + Excerpt.of(error.code().value())
            + "; what else it said is in error()";
    FailureDetails details = FailureDetails.none().withError(error);
    return error.asksForInteraction()
        ? new InteractionRequiredException(
            InteractionRequiredException.Reason.REFUSED, message, details, null)
        : new ServiceException(message, details, null);
  }
}
