package dev.latchkey.adapters.mi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityContext;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.tck.MemoryFiles;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hosts leave, ask and answer, row by row (M-01). */
class CorpusTest {

  private static final String LINUX_KEYS = "/var/opt/azcmagent/tokens";
  private static final String WINDOWS_KEYS = "D\\AzureConnectedMachineAgent\\Tokens";

  private final ManualTimeSource time = new ManualTimeSource();
  private final MemoryFiles files = new MemoryFiles();
  private final List<HttpRequest> sent = new ArrayList<>();
  private String pinned = "";
  private MapEnvironment environment = MapEnvironment.empty().withProperty("os.name", "Linux");

  static Stream<String[]> environments() throws IOException {
    return Corpus.rows("environments.txt");
  }

  static Stream<String[]> challenges() throws IOException {
    return Corpus.rows("arc-challenges.txt");
  }

  static Stream<String[]> answers() throws IOException {
    return Corpus.rows("answers.txt");
  }

  @Test
  void theCorporaAreThere() throws IOException {
    assertThat(environments()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(challenges()).hasSizeGreaterThanOrEqualTo(35);
    assertThat(answers()).hasSizeGreaterThanOrEqualTo(40);
  }

  @ParameterizedTest
  @MethodSource("environments")
  @Tag("W-24")
  @Tag("W-28")
  void theSignsOfAHostLeadToItAndNowhereElse(String signs, String identity, String expected) {
    leave(signs);
    putKey("k.key", "key1");
    ManagedIdentityBackend host =
        backends(this::token).stream().filter(it -> it.presence().here()).findFirst().orElseThrow();

    String[] parts = expected.split(" ", 2);
    assertThat(host.name()).isEqualTo(parts[0]);
    switch (parts[1]) {
      case "!configuration" ->
          assertThatExceptionOfType(ConfigurationException.class)
              .isThrownBy(() -> ask(host, identity));
      case "!argument" ->
          assertThatExceptionOfType(IllegalArgumentException.class)
              .isThrownBy(() -> ask(host, identity));
      default -> {
        ask(host, identity);
        assertThat(shown(sent.get(sent.size() - 1))).isEqualTo(parts[1]);
        assertThat(sent.stream().map(it -> it.uri()).distinct()).hasSize(1);
        return;
      }
    }
    assertThat(sent).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("challenges")
  void aChallengeChoosesAKeyOfTheAgentOrNothing(String system, String header, String expected) {
    leave(
        "os="
            + system
            + " ProgramData=D IDENTITY_ENDPOINT=http://localhost:1/t"
            + " IMDS_ENDPOINT=http://localhost:1");
    putKey("k.key", "key1");
    putKey("K2.KEY", "key2");
    putKey("padded.key", "key3\n");
    putKey("big.key", "k".repeat(4097));
    putKey("empty.key", " \n");
    files.put(Path.of("/etc/shadow"), "hush");
    ManagedIdentityBackend arc =
        backends(
                request ->
                    request.headers().first("authorization").isPresent()
                        ? token(request)
                        : challenge(header))
            .get(3);

    if (expected.startsWith("key")) {
      ask(arc, "system");
      assertThat(sent).hasSize(2);
      assertThat(sent.get(1).headers().first("authorization")).contains("Basic " + expected);
    } else {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(() -> ask(arc, "system"))
          .isExactlyInstanceOf(
              expected.equals("unsupported")
                  ? ConfigurationException.class
                  : ServiceException.class)
          .withMessageNotContaining("hush");
      assertThat(sent).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void anAnswerIsATokenOrAnError(String name, String status, String body, String expected) {
    leave(signsOf(name));
    putKey("k.key", "key1");
    ManagedIdentityBackend host =
        backends(
                request ->
                    needsChallenge(name, request)
                        ? challenge("Basic realm=" + LINUX_KEYS + "/k.key")
                        : HttpResponse.of(
                            Integer.parseInt(status),
                            HttpHeaders.none(),
                            body.getBytes(StandardCharsets.UTF_8)))
            .stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow();

    if (expected.startsWith("token ")) {
      ManagedIdentityAnswer answer = ask(host, "system");
      assertThat(
              "token "
                  + answer.life().toSeconds()
                  + " "
                  + answer.type()
                  + answer.refreshIn().map(it -> " refresh " + it.toSeconds()).orElse(""))
          .isEqualTo(expected);
      assertThat(answer.accessToken().reveal()).isEqualTo("AT");
      return;
    }
    assertThatExceptionOfType(ServiceException.class)
        .isThrownBy(() -> ask(host, "system"))
        .matches(it -> it.status().orElse(0) == Integer.parseInt(status))
        .withMessageNotContaining("hush")
        .satisfies(it -> assertThat(told(it)).isEqualTo(expected));
  }

  private static String told(ServiceException e) {
    return e.error().map(CorpusTest::told).orElse("unusable");
  }

  private static String told(OAuthError error) {
    return "refused " + error.code() + error.description().map(it -> " " + it).orElse("");
  }

  private static boolean needsChallenge(String host, HttpRequest request) {
    return host.equals("arc") && request.headers().first("authorization").isEmpty();
  }

  private static String signsOf(String host) {
    return switch (host) {
      case "app-service" -> "IDENTITY_ENDPOINT=http://127.0.0.1:1/t IDENTITY_HEADER=h1";
      case "machine-learning" -> "MSI_ENDPOINT=http://127.0.0.1:1/t MSI_SECRET=s1";
      case "service-fabric" ->
          "IDENTITY_ENDPOINT=https://127.0.0.1:1/t IDENTITY_HEADER=h1 IDENTITY_SERVER_THUMBPRINT="
              + "a".repeat(40);
      case "arc" -> "IDENTITY_ENDPOINT=http://localhost:1/t IMDS_ENDPOINT=http://localhost:1";
      case "cloud-shell" -> "AZUREPS_HOST_ENVIRONMENT=cloud-shell/1.0";
      default -> "AZURE_POD_IDENTITY_AUTHORITY_HOST=http://127.0.0.1:1";
    };
  }

  private void leave(String signs) {
    for (String sign : signs.equals("-") ? new String[0] : signs.split(" ")) {
      if (sign.startsWith("file:")) {
        files.put(Path.of(sign.substring(5)), "");
      } else {
        int equals = sign.indexOf('=');
        String name = sign.substring(0, equals);
        String value = sign.substring(equals + 1);
        environment =
            name.equals("os")
                ? environment.withProperty("os.name", value.replace('_', ' '))
                : environment.withVariable(name, value);
      }
    }
  }

  private void putKey(String name, String content) {
    files.put(Path.of(LINUX_KEYS).resolve(name), content);
    files.put(Path.of(WINDOWS_KEYS).resolve(name), content);
  }

  private interface Host {
    HttpResponse answer(HttpRequest request);
  }

  private List<ManagedIdentityBackend> backends(Host host) {
    HttpTransport http =
        (request, deadline, cancellation) -> {
          sent.add(request);
          return host.answer(request);
        };
    return new AzureHostsProvider()
        .open(
            ManagedIdentityContext.of(
                environment,
                files,
                time,
                http,
                (CertificateThumbprint thumbprint) -> {
                  pinned = " pinned=" + thumbprint.hex();
                  return http;
                }));
  }

  private HttpResponse token(HttpRequest request) {
    boolean isWindows = environment.property("os.name").orElse("").startsWith("Windows");
    if (request.uri().getPort() == 40342 && request.headers().first("authorization").isEmpty()) {
      return challenge(
          "Basic realm=" + (isWindows ? WINDOWS_KEYS + "\\k.key" : LINUX_KEYS + "/k.key"));
    }
    return HttpResponse.of(
        200,
        HttpHeaders.none(),
        ("{\"access_token\":\"AT\",\"expires_in\":3600,\"client_id\":\"c1\",\"object_id\":\"o1\","
                + "\"msi_res_id\":\"/r/1\"}")
            .getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse challenge(String header) {
    return HttpResponse.of(401, HttpHeaders.none().with("WWW-Authenticate", header), new byte[0]);
  }

  private ManagedIdentityAnswer ask(ManagedIdentityBackend host, String identity) {
    return host.acquire(
        ManagedIdentityRequest.of(
            identity(identity), "https://vault.azure.net", new CorrelationId(new UUID(1, 2))),
        Deadline.after(Duration.ofSeconds(10), time),
        Cancellation.none());
  }

  private static ManagedIdentityId identity(String text) {
    String value = text.substring(text.indexOf(':') + 1);
    return switch (text.charAt(0)) {
      case 'c' -> ManagedIdentityId.clientId(value);
      case 'o' -> ManagedIdentityId.objectId(value);
      case 'r' -> ManagedIdentityId.resourceId(value);
      default -> ManagedIdentityId.systemAssigned();
    };
  }

  private String shown(HttpRequest request) {
    StringBuilder text = new StringBuilder(request.method() + " " + request.uri());
    new TreeMap<>(request.headers().asMap())
        .forEach(
            (name, values) -> {
              if (!name.equals("x-ms-client-request-id")) {
                text.append(' ').append(name).append('=').append(values.get(0).replace(' ', '_'));
              }
            });
    return text + pinned;
  }
}
