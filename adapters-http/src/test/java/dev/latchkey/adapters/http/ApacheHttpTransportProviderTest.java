package dev.latchkey.adapters.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.tck.HttpCertificates;
import dev.latchkey.spi.tck.RecordingServer;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Apache adapter")
class ApacheHttpTransportProviderTest {

  private static dev.latchkey.spi.http.HttpResponse send(
      HttpTransport transport, HttpRequest request) {
    return transport.send(
        request, Deadline.after(Duration.ofSeconds(10), TimeSource.system()), Cancellation.none());
  }

  @Test
  @DisplayName("is found by its service, under its name")
  void found() {
    assertThat(ServiceLoader.load(HttpTransportProvider.class))
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.name()).isEqualTo("apache");
              assertThat(provider.spiLevel()).isEqualTo(SpiLevel.CURRENT);
            });
  }

  @Test
  @DisplayName("warns once per transport that trusts anybody")
  void warnsOnce() {
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger(ApacheHttpTransportProvider.class.getName());
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logRecord) {
            records.add(logRecord);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try (RecordingServer server =
            RecordingServer.startTls(
                HttpCertificates.server("self-signed"),
                RecordingServer.always(200, List.of(), new byte[0]));
        HttpTransport transport =
            new ApacheHttpTransportProvider()
                .open(HttpSettings.defaults().trust(Trust.insecureTrustAnyServer()))) {
      HttpRequest request = HttpRequest.get(server.uri("/"), HttpHeaders.none());
      send(transport, request);
      send(transport, request.withClientCertificate(HttpCertificates.client("alice")));
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(records).singleElement().extracting(LogRecord::getLevel).isEqualTo(Level.WARNING);
  }

  @Test
  @DisplayName("keeps connections of the sixteen certificates last used, and closes the others'")
  void evictsIdentities() {
    ClientCertificate alice = HttpCertificates.client("alice");
    try (RecordingServer server =
            RecordingServer.start(RecordingServer.always(200, List.of(), new byte[0]));
        HttpTransport transport = new ApacheHttpTransportProvider().open(HttpSettings.defaults())) {
      HttpRequest request = HttpRequest.get(server.uri("/"), HttpHeaders.none());
      List<X509Certificate> chain = new ArrayList<>(alice.chain());
      for (int i = 0; i < PoolPerIdentity.MAX_IDENTITIES + 4; i++) {
        // The same leaf with a longer tail is another certificate to the port. No TLS here: the
        // runtime would refuse so long a chain.
        send(transport, request.withClientCertificate(ClientCertificate.of(alice.key(), chain)));
        chain.add(HttpCertificates.authority());
      }
      assertThat(server.connections()).isEqualTo(PoolPerIdentity.MAX_IDENTITIES + 4);
      long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (server.openConnections() > PoolPerIdentity.MAX_IDENTITIES) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
      assertThat(server.openConnections()).isEqualTo(PoolPerIdentity.MAX_IDENTITIES);
    }
  }

  @Test
  @DisplayName("uses a client of the application and leaves it open, but repeats nothing with it")
  void borrowedClient() throws Exception {
    try (RecordingServer server =
            RecordingServer.start(
                RecordingServer.always(
                    503, List.of("Retry-After: 0", "Set-Cookie: a=b"), new byte[0]));
        RecordingServer closing = RecordingServer.start(RecordingServer.Connection::read);
        CloseableHttpClient client = HttpClients.createDefault()) {
      HttpRequest request = HttpRequest.post(server.uri("/"), HttpHeaders.none(), new byte[] {'x'});
      HttpTransport transport = ApacheHttpTransportProvider.over(client);
      assertThat(send(transport, request).status()).isEqualTo(503);
      assertThat(send(transport, request).status()).isEqualTo(503);
      assertThat(server.requests()).hasSize(2).allMatch(seen -> seen.field("cookie").isEmpty());
      assertThatThrownBy(
              () ->
                  send(
                      transport,
                      HttpRequest.post(closing.uri("/"), HttpHeaders.none(), new byte[] {'x'})))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.INTERRUPTED));
      assertThat(closing.requests()).hasSize(1);
      assertThatThrownBy(
              () ->
                  send(transport, request.withClientCertificate(HttpCertificates.client("alice"))))
          .isInstanceOf(ConfigurationException.class);
      transport.close();
      HttpTransport another = ApacheHttpTransportProvider.over(client);
      assertThat(send(another, request).status()).isEqualTo(503);
    }
  }
}
