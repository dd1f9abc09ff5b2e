package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.tck.RecordingEventSink;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that can be read afterwards is searched for every secret of the run. */
class LogScanIT {

  private final StringWriter everything = new StringWriter();
  private final Logger root = Logger.getLogger("");
  private final Level before = root.getLevel();
  private final Handler recorder =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public synchronized void publish(LogRecord record) {
          // The sandbox and the runtime's own HTTP server side may say what they like.
          if (!record.getLoggerName().startsWith("dev.latchkey.sandbox")) {
            everything.append(formatter.format(record));
          }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    recorder.setLevel(Level.ALL);
    root.addHandler(recorder);
    Logger.getLogger("dev.latchkey").setLevel(Level.ALL);
    Logger.getLogger("jdk.httpclient").setLevel(Level.ALL);
  }

  @AfterEach
  void stop() {
    root.removeHandler(recorder);
    root.setLevel(before);
  }

  private void note(Object thing) {
    everything.append(String.valueOf(thing)).append('\n');
    if (thing instanceof Throwable throwable) {
      throwable.printStackTrace(new PrintWriter(everything));
    }
  }

  @Test
  void noSecretIsInLogsTextsOrExceptions() {
    RecordingEventSink events = new RecordingEventSink();
    TokenResult result;
    try (House house = new House();
        ConfidentialClient client = house.client().eventSink(events).build()) {
      ClientRequest request = ClientRequest.of(House.SCOPE);
      result = client.acquireForClient(request);
      note(result);
      note(client.acquireForClient(request));
      note(client);
      note(request);
      note(ClientCredential.secret(House.SECRET));
      for (Fault fault :
          List.of(
              Fault.status(400),
              Fault.body("<html>", "text/html"),
              Fault.cut(5),
              Fault.garbage((byte) 0, (byte) 1),
              Fault.hugeBody(2_000_000),
              Fault.oauthError("invalid_client", "no"))) {
        house.sandbox.faults().on(EndpointKind.TOKEN).next(fault);
        note(catchThrowable(() -> client.acquireForClient(request.forceRefresh(true))));
      }
      events.events().forEach(this::note);
      Thread.getAllStackTraces().keySet().forEach(thread -> note(thread.getName()));
    }
    assertThat(everything.toString()).contains("TokenEvent", "ServiceException");
    for (String secret : List.of(House.SECRET, result.accessToken().reveal())) {
      byte[] raw = secret.getBytes(StandardCharsets.UTF_8);
      assertThat(everything.toString())
          .doesNotContain(secret)
          .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8))
          .doesNotContain(Base64.getEncoder().withoutPadding().encodeToString(raw))
          .doesNotContain(HexFormat.of().formatHex(raw));
    }
  }
}
