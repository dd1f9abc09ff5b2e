package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerTest {

  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox = Sandbox.builder().host("login.corp.example").readLimit(Duration.ofSeconds(2)).start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  /** Connects to the sandbox but means another host, and checks the certificate for that host. */
  private SSLSocket connect(String host) throws IOException {
    Socket plain = new Socket(sandbox.address().getAddress(), sandbox.address().getPort());
    SSLSocket socket =
        (SSLSocket) sandbox.sslContext().getSocketFactory().createSocket(plain, host, 443, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(List.of(new SNIHostName(host)));
    socket.setSSLParameters(parameters);
    return socket;
  }

  private String exchange(String host, String request) throws IOException {
    try (SSLSocket socket = connect(host)) {
      OutputStream output = socket.getOutputStream();
      output.write(request.getBytes(StandardCharsets.ISO_8859_1));
      output.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void answersForTheHostsOfItsCertificate() throws Exception {
    for (String host :
        List.of(
            "login.microsoftonline.com",
            "sts.windows.net",
            "weu.login.microsoft.com",
            "login.corp.example")) {
      String answer =
          exchange(
              host,
              "GET /common/v2.0/.well-known/openid-configuration HTTP/1.1\r\nHost: "
                  + host
                  + "\r\nConnection: close\r\n\r\n");

      assertThat(answer).contains("https://" + host + "/common/oauth2/v2.0/token");
    }
    assertThat(sandbox.requests().all().get(0).serverName()).contains("login.microsoftonline.com");
    assertThat(sandbox.requests().all().get(0).host()).isEqualTo("login.microsoftonline.com");
  }

  @Test
  void doesNotAnswerForOthers() throws Exception {
    assertThatThrownBy(() -> exchange("evil.example", "GET / HTTP/1.1\r\n\r\n"))
        .isInstanceOf(SSLHandshakeException.class);
    String answer =
        exchange(
            "localhost",
            "GET /common/v2.0/.well-known/openid-configuration HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertThat(answer).contains(sandbox.uri() + "/common/oauth2/v2.0/token").doesNotContain("evil");
  }

  @Test
  void isNotTrustedWithoutItsAuthority() {
    HttpRequest request = HttpRequest.newBuilder(sandbox.uri()).build();
    assertThatThrownBy(
            () -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()))
        .isInstanceOf(SSLHandshakeException.class);
    try (Sandbox other = Sandbox.start()) {
      assertThat(other.certificateAuthority()).isNotEqualTo(sandbox.certificateAuthority());
    }
  }

  @Test
  void writesItsAuthority(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("ca.pem");
    sandbox.writeCertificateAuthority(file);

    assertThat(
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file))))
        .isEqualTo(sandbox.certificateAuthority());
    assertThat(sandbox.certificateAuthorityPem()).isEqualTo(Files.readString(file));
  }

  @Test
  void servesSeveralRequestsOnOneConnection() throws Exception {
    client.get(sandbox.uri(), "/");
    client.get(sandbox.uri(), "/");

    assertThat(sandbox.requests().all()).extracting(RecordedRequest::connection).containsOnly(1L);
  }

  @Test
  void saysWhatItIsAndWhatItIsNot() throws Exception {
    assertThat(client.get(sandbox.uri(), "/").body()).contains(sandbox.uri().toString());
    assertThat(client.get(sandbox.uri(), "/nothing/here").statusCode()).isEqualTo(404);
    assertThat(client.get(Client.entraToken(sandbox, "common"), "").statusCode()).isEqualTo(405);
    assertThat(sandbox.requests().count(EndpointKind.OTHER)).isEqualTo(2);
  }

  @Test
  void readsChunkedBodiesAndAnswersExpectations() throws Exception {
    String head =
        "POST /common/oauth2/v2.0/token HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    String chunked =
        head
            + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "4\r\na=1&\r\n3;x=y\r\nb=2\r\n0\r\nTrailer: t\r\n\r\n";
    assertThat(exchange("localhost", chunked)).startsWith("HTTP/1.1 400");
    assertThat(sandbox.requests().tokens().get(0).body()).isEqualTo("a=1&b=2");
    assertThat(sandbox.requests().tokens().get(0).form()).containsOnlyKeys("a", "b");

    assertThat(exchange("localhost", head + "Expect: 100-continue\r\nContent-Length: 1\r\n\r\nx"))
        .startsWith("HTTP/1.1 100 ")
        .contains("HTTP/1.1 400");
  }

  @Test
  void refusesMalformedRequests() throws Exception {
    assertThat(exchange("localhost", "nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(exchange("localhost", "GET relative HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(exchange("localhost", "GET / HTTP/1.1\r\n folded\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(exchange("localhost", "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(exchange("localhost", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(
            exchange(
                "localhost",
                "POST / HTTP/1.1\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n"))
        .startsWith("HTTP/1.1 400");
    assertThat(exchange("localhost", "POST / HTTP/1.1\r\nContent-Length: 2000000\r\n\r\n"))
        .startsWith("HTTP/1.1 413");
    assertThat(exchange("localhost", "GET / HTTP/1.1\r\nX: " + "x".repeat(70_000)))
        .startsWith("HTTP/1.1 431");
    assertThat(sandbox.requests().all()).isEmpty();
  }

  @Test
  void dropsRequestsThatDoNotArriveInTime() throws Exception {
    // Half a request: the connection ends at the read limit and not when the client likes.
    assertThat(exchange("localhost", "GET / HTTP/1.1\r\nHost:")).isEmpty();
  }

  @Test
  void takesThePortItIsGiven() {
    int port = sandbox.address().getPort();
    assertThatThrownBy(() -> Sandbox.builder().port(port).start())
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(String.valueOf(port));
    sandbox.close();
    for (int i = 0; i < 10; i++) {
      try (Sandbox again = Sandbox.builder().port(port).start()) {
        assertThat(again.uri()).hasToString("https://localhost:" + port);
      }
    }
    assertThatThrownBy(() -> Sandbox.builder().port(70_000)).hasMessageContaining("70000");
    assertThatThrownBy(() -> Sandbox.builder().host("a:1")).hasMessageContaining("a:1");
  }

  @Test
  void closesMoreThanOnce() {
    sandbox.close();
    assertThatCode(sandbox::close).doesNotThrowAnyException();
    assertThatThrownBy(() -> client.get(sandbox.uri(), "/")).isInstanceOf(IOException.class);
  }

  @Test
  void keepsTheNewestRequests() {
    RecordedRequests requests = new RecordedRequests();
    for (int i = 0; i < 10_001; i++) {
      WireRequest wire =
          new WireRequest("GET", "/" + i, null, Map.of(), "", null, List.of(), 1, true);
      requests.add(new RecordedRequest(wire, EndpointKind.OTHER, Instant.EPOCH));
    }
    assertThat(requests.all()).hasSize(10_000);
    assertThat(requests.all().get(0).path()).isEqualTo("/1");
    requests.clear();
    assertThat(requests.all()).isEmpty();
  }
}
