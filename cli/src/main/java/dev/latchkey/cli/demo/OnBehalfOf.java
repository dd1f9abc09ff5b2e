package dev.latchkey.cli.demo;

import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenSource;

/** An API calls the next one in the name of its caller. */
final class OnBehalfOf implements Scene {

  @Override
  public String name() {
    return "on behalf of the caller";
  }

  @Override
  public Outcome play(Stage stage) {
    Secret incoming = stage.signedIn(Stage.OWN_API).accessToken();
    OnBehalfOfRequest request = OnBehalfOfRequest.of(Stage.MAIL, incoming);
    Take take = Take.of(stage, () -> stage.client().acquireOnBehalfOf(request));
    boolean kept = stage.client().acquireOnBehalfOf(request).source() == TokenSource.CACHE;
    return take.outcome(
        stage,
        "incoming token exchanged, kept for this caller",
        kept && take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 1);
  }
}
