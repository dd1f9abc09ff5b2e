package dev.latchkey.cli.demo;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.SandboxRedirect;

/** A web application sends a person to the provider, who comes back with a code. */
final class CodeFlow implements Scene {

  @Override
  public String name() {
    return "sign-in with a browser";
  }

  @Override
  public Outcome play(Stage stage) {
    PendingAuthCodeFlow flow =
        stage
            .client()
            .beginAuthCodeFlow(
                AuthCodeFlowRequest.of(Stage.MAIL)
                    .redirectUri(Stage.CALLBACK)
                    .responseMode(ResponseMode.FORM_POST));
    SandboxRedirect form = stage.sandbox().signIn(flow.authUri(), Stage.MIRA);
    Take take =
        Take.of(
            stage,
            () ->
                stage
                    .client()
                    .completeAuthCodeFlow(
                        flow.saved().reveal(), AuthResponse.ofParameters(form.parameters())));
    return take.outcome(
        stage,
        "code redeemed with PKCE, ID token checked",
        take.isFrom(TokenSource.IDENTITY_PROVIDER)
            && take.requests(stage) == 1
            && take.result().idTokenClaims().isPresent());
  }
}
