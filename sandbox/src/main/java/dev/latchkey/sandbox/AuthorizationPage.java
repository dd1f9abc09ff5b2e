package dev.latchkey.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every authorization endpoint does, whoever it speaks like: read the request, let the person
 * sign in, and tell problems to the application, or to the person where that is not safe.
 */
final class AuthorizationPage {

  private final SandboxApplications applications;
  private final PushedRequests pushed;
  private final AuthorizationFlow flow;

  AuthorizationPage(
      SandboxApplications applications, PushedRequests pushed, AuthorizationFlow flow) {
    this.applications = applications;
    this.pushed = pushed;
    this.flow = flow;
  }

  /**
   * @param issuer told in the answer (RFC 9207), or empty
   */
  Answer answer(RecordedRequest sent, Place place, String issuer, ErrorDialect errors) {
    try {
      AuthorizationRequest request =
          AuthorizationRequest.of(pushed.resolve(AuthorizationRequest.sent(sent)), applications);
      return answer(sent, request, place, issuer, errors);
    } catch (Refusal refusal) {
      // RFC 6749, section 4.1.2.1: nobody is sent to an address that is not known to be right.
      String text = errors.parameters(sent, refusal).getOrDefault("error_description", "");
      return SignInPages.problem(text, 400);
    }
  }

  private Answer answer(
      RecordedRequest sent,
      AuthorizationRequest request,
      Place place,
      String issuer,
      ErrorDialect errors) {
    try {
      return flow.answer(sent, request, place, issuer);
    } catch (Refusal refusal) {
      Map<String, String> parameters = new LinkedHashMap<>(errors.parameters(sent, refusal));
      request.get("state").ifPresent(state -> parameters.put("state", state));
      if (!issuer.isEmpty()) {
        parameters.put("iss", issuer);
      }
      return request.responseMode().answer(request.redirectUri(), parameters);
    }
  }
}
