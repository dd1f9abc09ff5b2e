package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.error.ServiceException;
import jakarta.json.Json;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A device that shows a code and waits, be it the library or the command.
 *
 * @param showing what a person is shown
 * @param ending what comes of it
 */
record DeviceSignIn(CompletableFuture<Shown> showing, CompletableFuture<End> ending) {

  private static final long SECONDS = 90;

  /** What a person needs for the other device. */
  record Shown(URI address, String code) {}

  /** Who signed in, or which error it was. */
  private record End(String username, String error) {}

  static DeviceSignIn by(PublicClient.Builder builder, String scope) {
    CompletableFuture<Shown> showing = new CompletableFuture<>();
    return new DeviceSignIn(
        showing,
        Beside.test(
            () -> {
              try (PublicClient app = builder.build()) {
                return signIn(app, scope, showing);
              }
            }));
  }

  private static End signIn(PublicClient app, String scope, CompletableFuture<Shown> showing) {
    try {
      return new End(
          app.acquireByDeviceCode(
                  DeviceCodeRequest.of(List.of(scope)),
                  flow -> showing.complete(new Shown(flow.verificationUri(), flow.userCode())))
              .account()
              .orElseThrow()
              .username(),
          "");
    } catch (ServiceException e) {
      return new End("", e.error().orElseThrow().code().value());
    }
  }

  /** Runs the command with these options. */
  static DeviceSignIn by(String... options) {
    CompletableFuture<Shown> showing = new CompletableFuture<>();
    String[] command =
        Stream.concat(Stream.of("token", "device-code"), Stream.of(options)).toArray(String[]::new);
    return new DeviceSignIn(
        showing, Beside.test(() -> end(Run.watched(new Screen(showing), Map.of(), command))));
  }

  private static End end(Run run) {
    if (run.code() != 0) {
      assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.REJECTED);
      Matcher error = Pattern.compile("error (\\w+)").matcher(run.err());
      assertThat(error.find()).as(run.err()).isTrue();
      return new End("", error.group(1));
    }
    return new End(
        Json.createReader(new StringReader(run.out()))
            .readObject()
            .getJsonObject("account")
            .getString("username"),
        "");
  }

  Shown shown() throws Exception {
    return Beside.before(showing, ending);
  }

  /** Waits until somebody has signed in. */
  String username() throws Exception {
    End end = ending.get(SECONDS, TimeUnit.SECONDS);
    assertThat(end.error()).isEmpty();
    return end.username();
  }

  /** Waits for the refusal. */
  String error() throws Exception {
    return ending.get(SECONDS, TimeUnit.SECONDS).error();
  }

  /** Standard error, as the person at the device reads it. */
  private static final class Screen extends StringWriter {

    private static final Pattern SHOWN = Pattern.compile("(https://\\S+) .*code ([A-Z0-9-]+)");

    private final CompletableFuture<Shown> showing;

    Screen(CompletableFuture<Shown> showing) {
      this.showing = showing;
    }

    @Override
    public void flush() {
      Matcher line = SHOWN.matcher(toString());
      if (line.find()) {
        showing.complete(new Shown(URI.create(line.group(1)), line.group(2)));
      }
    }
  }
}
