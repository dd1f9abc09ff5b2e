package dev.latchkey.application.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.protocol.ProductHeaders;
import dev.latchkey.application.protocol.RequestContext;
import dev.latchkey.application.protocol.ResponseCache;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of documents.txt: where requests go after it, or what is wrong with it. */
class DiscoveryCorpusTest {

  private static final int CASES = 116;
  private static final String CENTRAL = "login.microsoftonline.com";

  record Case(String name, List<String> lines) {
    /** {@return what follows a mark, or null if there is no such line} */
    String after(char mark) {
      return lines.stream()
          .filter(it -> it.charAt(0) == mark)
          .map(it -> it.substring(2))
          .findFirst()
          .orElse(null);
    }

    Authority authority() {
      String text = after('@');
      return text.startsWith("oidc ")
          ? Authority.oidc(URI.create(text.substring(5)))
          : Authority.parse(text);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    for (String line : lines()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.length() > 1 && "@?=>!".indexOf(line.charAt(0)) >= 0 && line.charAt(1) == ' ') {
        cases.get(cases.size() - 1).lines.add(line);
      } else {
        cases.add(new Case(line, new ArrayList<>()));
      }
    }
    return cases;
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = DiscoveryCorpusTest.class.getResourceAsStream("documents.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  @Test
  void corpusIsWhole() throws IOException {
    assertThat(cases()).hasSize(CASES).extracting(Case::name).doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void documentIsTakenAsItSays(Case sample) {
    Authority authority = sample.authority();
    Script script = new Script(sample);
    ManualTimeSource time = new ManualTimeSource();
    AuthorityResolver resolver =
        new AuthorityResolver(true, Instances.builtIn(), Duration.ofDays(6), time);
    Conversation conversation =
        new Wire(
                script,
                ResiliencePolicy.bare(),
                new ResponseCache(
                    null,
                    ResiliencePolicy.bare(),
                    Duration.ofSeconds(5),
                    time,
                    RandomSource.system()),
                time,
                RandomSource.system(),
                ProductHeaders.of("1", "os", null, null))
            .converse(
                new RequestContext(
                    new CorrelationId(new UUID(1, 2)), Deadline.after(Duration.ofMinutes(1), time)),
                Cancellation.none(),
                () -> {});

    String expected = sample.after('>');
    if (expected != null) {
      Endpoints endpoints = resolver.resolve(authority, conversation);
      String realm = endpoints.realm().value();
      assertThat(endpoints.tokenEndpoint() + " " + (realm.isEmpty() ? "-" : realm))
          .isEqualTo(expected);
      assertThat(resolver.resolve(authority, conversation)).as("remembered").isSameAs(endpoints);
    } else {
      assertThatThrownBy(() -> resolver.resolve(authority, conversation))
          .isInstanceOfAny(ConfigurationException.class, ServiceException.class)
          .hasMessageContaining(sample.after('!'));
    }
    assertThat(script.hosts)
        .isSubsetOf(
            sample.after('?') == null ? Set.of(authority.uri().getHost()) : script.allowed());
  }

  /** Answers as the case says, and remembers whom it answered as. */
  private static final class Script implements HttpTransport {
    private final Case sample;
    private final List<String> hosts = new ArrayList<>();

    Script(Case sample) {
      this.sample = sample;
    }

    Set<String> allowed() {
      return Set.of(sample.authority().uri().getHost(), CENTRAL);
    }

    @Override
    public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
      hosts.add(request.uri().getHost());
      String answer =
          sample.after(request.uri().getPath().equals("/common/discovery/instance") ? '?' : '=');
      String text = Objects.requireNonNull(answer, () -> "nothing is to be asked: " + request);
      return HttpResponse.of(
          Integer.parseInt(text.substring(0, 3)),
          HttpHeaders.none().with("content-type", "application/json"),
          text.substring(Math.min(4, text.length())).getBytes(StandardCharsets.UTF_8));
    }
  }
}
