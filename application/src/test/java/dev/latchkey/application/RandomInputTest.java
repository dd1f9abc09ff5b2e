package dev.latchkey.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.cache.SharedValues;
import dev.latchkey.application.idtoken.ClientInfo;
import dev.latchkey.application.idtoken.IdTokenExpectation;
import dev.latchkey.application.idtoken.IdTokenReader;
import dev.latchkey.application.idtoken.RowDecoding;
import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.application.schema.CacheDocument;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.challenge.AuthenticateHeader;
import dev.latchkey.domain.challenge.AuthenticationInfo;
import dev.latchkey.domain.challenge.Challenge;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.NoProxy;
import dev.latchkey.spi.tck.FixedRandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.RandomInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every parser reads whatever comes, or refuses it by an exception of ours that shows nothing of
 * it, and soon (X-03). {@code -Drandom.input=PT10M} is how long each parser is given in the long
 * run; {@code -Drandom.seed=N} does a run again.
 */
class RandomInputTest {

  private static final Duration LONG = Duration.parse(System.getProperty("random.input", "PT10M"));
  private static final long SEED = Long.getLong("random.seed", new Random().nextLong());
  private static final List<String> ONLY =
      Arrays.stream(System.getProperty("random.parsers", "").split(",", -1))
          .filter(it -> !it.isEmpty())
          .toList();
  private static final String FOLDER = "/dev/latchkey/application/";
  private static final Path DOMAIN =
      Path.of("..", "domain", "src", "test", "resources", "dev", "latchkey", "domain");
  private static final ManualTimeSource TIME = new ManualTimeSource();

  /**
   * What is tried.
   *
   * @param name for people
   * @param corpus what is damaged
   * @param reading tried; an {@link AssertionError} is a finding as well
   */
  private record Parser(String name, List<byte[]> corpus, RandomInput.Reading reading) {}

  private static List<Parser> parsers() {
    TokenResponseReader answers = new TokenResponseReader(TIME);
    IdTokenReader idTokens = new IdTokenReader();
    IdTokenExpectation expected =
        IdTokenExpectation.of(new ClientId("app"), IdTokenTimePolicy.STRICT);
    RowDecoding decoding = new RowDecoding(new FixedRandomSource(), new SharedValues());
    return List.of(
        new Parser(
            "challenge",
            lines(DOMAIN.resolve("challenge").resolve("challenges.txt")),
            input -> {
              List<String> fields = text(input).lines().toList();
              AuthenticateHeader header = AuthenticateHeader.parse(fields);
              header.challenges().forEach(Challenge::claims);
              assertThat(AuthenticationInfo.parse(fields).nextNonce()).isNotNull();
            }),
        new Parser(
            "JSON",
            all(documents(), lines("protocol/token-answers.txt")),
            input -> {
              JsonFields fields = StrictJson.object(text(input));
              assertThat(StrictJson.object(new JsonText().putAll(fields).text())).isEqualTo(fields);
            }),
        new Parser(
            "token answer",
            lines("protocol/token-answers.txt"),
            input -> {
              int status = input.length % 2 == 0 ? 200 : 400;
              assertThat(
                      answers.read(
                          HttpResponse.of(status, HttpHeaders.none(), input),
                          FailureDetails.none(),
                          true))
                  .isNotNull();
            }),
        new Parser(
            "ID token",
            tokens(),
            input -> {
              // Damaged inside as well, where base64 would hide it.
              String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(input);
              for (String jwt : List.of(text(input), "eyJhbGciOiJSUzI1NiJ9." + payload + ".AAAA")) {
                try {
                  assertThat(idTokens.read(Secret.of(jwt), expected, TIME.instant())).isNotNull();
                } catch (TokenException e) {
                  RandomInput.requireFit(e);
                }
              }
              assertThat(ClientInfo.parse(payload)).isNotNull();
            }),
        new Parser(
            "authority",
            lines(DOMAIN.resolve("authority").resolve("authorities.txt")),
            input -> {
              Authority authority = Authority.parse(text(input));
              assertThat(Authority.parse(authority.uri().toString())).isEqualTo(authority);
            }),
        new Parser(
            "OpenID provider",
            lines(DOMAIN.resolve("authority").resolve("authorities.txt")),
            input -> {
              Authority authority = Authority.oidc(uri(text(input)));
              assertThat(Authority.oidc(authority.uri())).isEqualTo(authority);
            }),
        new Parser(
            "redirect answer",
            lines("authcode/redirect-answers.txt"),
            input -> {
              assertThat(AuthResponse.ofQuery(text(input))).isNotNull();
              assertThat(AuthResponse.ofForm(text(input))).isNotNull();
            }),
        new Parser(
            "claims challenge",
            lines("protocol/claims.txt"),
            input -> assertThat(ClaimsChallenge.of(text(input))).isNotNull()),
        new Parser(
            "cache",
            documents(),
            input -> {
              CacheDocument document = CacheDocument.parse(() -> input);
              var all = document.all(decoding, TIME.moment());
              assertThat(document.inventory(TIME.instant()))
                  .hasSizeGreaterThanOrEqualTo(all.size());
              assertThat(CacheDocument.parse(document.text()).size()).isEqualTo(document.size());
              assertThat(document.withAll(all, TIME.instant()).text()).isNotNull();
            }),
        new Parser(
            "list of hosts without proxy",
            List.of(
                bytes("a.test,.b.test:8080 *.c.test,[::1]:80,10.0.0.0/8,fe80::1%eth0,*"),
                bytes("localhost, 127.0.0.0/33, ::ffff:1.2.3.4/128")),
            input -> assertThat(NoProxy.parse(text(input))).isNotNull()));
  }

  @TestFactory
  @Tag("long")
  Stream<DynamicTest> forAsLongAsIsSaid() {
    return each(LONG);
  }

  @TestFactory
  Stream<DynamicTest> forAMoment() {
    return each(Duration.ofMillis(300));
  }

  @Test
  void corporaAreThere() {
    assertThat(parsers()).allSatisfy(it -> assertThat(it.corpus()).as(it.name()).isNotEmpty());
  }

  private static Stream<DynamicTest> each(Duration time) {
    return parsers().stream()
        .filter(it -> ONLY.isEmpty() || ONLY.contains(it.name()))
        .map(it -> DynamicTest.dynamicTest(it.name(), () -> tryOut(it, time)));
  }

  private static void tryOut(Parser parser, Duration time) {
    long count =
        new RandomInput(SEED).tryOut(parser.name(), parser.corpus(), parser.reading(), time);
    assertThat(count).isPositive();
    System.out.printf("%s: %d inputs in %s%n", parser.name(), count, time);
  }

  private static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  // What is no URI does not come to a parser of ours.
  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return URI.create("https://id.example/" + text.length());
    }
  }

  private static List<byte[]> tokens() {
    String claims =
        "{\"iss\":\"https://id.example\",\"sub\":\"s\",\"aud\":[\"app\",\"b\"],\"exp\":4102444800,"
            + "\"iat\":1772366400,\"nbf\":1.5,\"nonce\":\"n\",\"oid\":\"o\",\"tid\":\"t\",\"amr\":[1]}";
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(claims));
    return List.of(
        bytes(claims),
        bytes("{\"uid\":\"u\",\"utid\":\"t\"}"),
        bytes("eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ." + encoded + ".AAAA"));
  }

  private static List<byte[]> documents() {
    return Stream.of("dotnet", "java", "node", "python", "written")
        .map(it -> resource("schema/" + it + ".json"))
        .toList();
  }

  private static List<byte[]> all(List<byte[]> one, List<byte[]> other) {
    List<byte[]> all = new ArrayList<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }

  // What a line begins with, and what its parts are, is for the test that the corpus belongs to.
  private static List<byte[]> lines(String name) {
    return parts(text(resource(name)));
  }

  private static List<byte[]> lines(Path file) {
    try {
      return parts(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> parts(String corpus) {
    List<byte[]> parts = new ArrayList<>();
    for (String line : corpus.lines().toList()) {
      if (!line.startsWith("#") && !line.isBlank()) {
        for (String part : line.replaceFirst("^[a-z<>!~$]+ ", "").split(" \\| ", -1)) {
          parts.add(bytes(part));
        }
      }
    }
    return parts;
  }

  private static byte[] resource(String name) {
    try (InputStream in = RandomInputTest.class.getResourceAsStream(FOLDER + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
