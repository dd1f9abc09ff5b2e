package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code /{tenant}/oauth2/v2.0/logout} and {@code /realms/{realm}/protocol/openid-connect/logout}
 * (OpenID Connect RP-Initiated Logout): signs everybody in the browser out.
 */
final class EndSessionEndpoint implements Endpoint {

  private final SandboxApplications applications;
  private final BrowserSessions sessions;

  EndSessionEndpoint(SandboxApplications applications, BrowserSessions sessions) {
    this.applications = applications;
    this.sessions = sessions;
  }

  @Override
  public EndpointKind kind() {
    return EndpointKind.END_SESSION;
  }

  @Override
  public Set<String> methods() {
    return PERSON;
  }

  @Override
  public boolean matches(List<String> segments) {
    boolean entra =
        segments.size() == 4 && segments.subList(1, 4).equals(List.of("oauth2", "v2.0", "logout"));
    return entra || Realms.matches(segments, List.of("protocol", "openid-connect", "logout"));
  }

  @Override
  public Answer handle(RecordedRequest request) {
    sessions.signOut(request);
    Optional<String> target = parameter(request, "post_logout_redirect_uri");
    if (target.isEmpty()) {
      return new HtmlPage("You are signed out").text("You can close this window.").answer(200);
    }
    boolean known =
        applications.all().stream().anyMatch(one -> RedirectUris.allows(one, target.get()));
    if (!known) {
      return SignInPages.problem(
          "You are signed out, but the post_logout_redirect_uri is not registered.", 400);
    }
    Map<String, String> state =
        parameter(request, "state").map(it -> Map.of("state", it)).orElse(Map.of());
    return state.isEmpty()
        ? ResponseMode.redirect(target.get())
        : ResponseMode.QUERY.answer(target.get(), state);
  }

  private static Optional<String> parameter(RecordedRequest request, String name) {
    return request.queryParameter(name).or(() -> request.formParameter(name));
  }
}
