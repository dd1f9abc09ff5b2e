package dev.latchkey.cli.demo;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.domain.token.TokenSource;

/** A person signs in on another device, with a code that this one shows. */
final class DeviceCode implements Scene {

  @Override
  public String name() {
    return "device code";
  }

  @Override
  public Outcome play(Stage stage) {
    Take take =
        Take.of(
            stage,
            () ->
                stage
                    .desktop()
                    .acquireByDeviceCode(
                        DeviceCodeRequest.of(Stage.MAIL),
                        flow -> stage.sandbox().device().approve(flow.userCode(), Stage.MIRA)));
    return take.outcome(
        stage,
        "code shown here, approved on another device",
        take.isFrom(TokenSource.IDENTITY_PROVIDER) && take.requests(stage) == 2);
  }
}
