package dev.latchkey.application.wstrust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case of the files realms.txt, mex.txt and replies.txt. */
class CorpusTest {

  static List<Corpus.Case> realms() throws IOException {
    return Corpus.cases("realms.txt");
  }

  static List<Corpus.Case> descriptions() throws IOException {
    return Corpus.cases("mex.txt");
  }

  static List<Corpus.Case> replies() throws IOException {
    return Corpus.cases("replies.txt");
  }

  @ParameterizedTest
  @CsvSource({"realms.txt, 35", "mex.txt, 69", "replies.txt, 58"})
  void corpusIsWhole(String file, int cases) throws IOException {
    assertThat(Corpus.cases(file))
        .hasSize(cases)
        .extracting(Corpus.Case::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("realms")
  void realmIsReadAsItSays(Corpus.Case sample) {
    assertThat(realm(sample.input())).isEqualTo(sample.expected());
  }

  private static String realm(String answer) {
    try {
      UserRealm realm = UserRealmReader.read(answer);
      if (realm.kind() != UserRealm.Kind.FEDERATED) {
        return realm.kind().toString();
      }
      return "FEDERATED "
          + (realm.endpoint() == null ? "metadata=" + realm.metadata() : printed(realm.endpoint()))
          + " for "
          + realm.audience();
    } catch (IllegalArgumentException e) {
      return "! " + e.getMessage();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("descriptions")
  @Tag("W-23")
  void endpointIsChosenAsItSays(Corpus.Case sample) {
    assertThat(endpoint(sample.bytes())).isEqualTo(sample.expected());
  }

  private static String endpoint(byte[] document) {
    try {
      return printed(MexReader.read(XmlReader.decode(document)));
    } catch (IllegalArgumentException e) {
      return "! " + e.getMessage();
    }
  }

  private static String printed(WsTrustEndpoint endpoint) {
    return endpoint.version() + " " + endpoint.address();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("replies")
  void replyIsReadAsItSays(Corpus.Case sample) {
    HttpResponse response = HttpResponse.of(sample.status(), HttpHeaders.none(), sample.bytes());

    assertThat(reply(response)).isEqualTo(sample.expected());
  }

  private static String reply(HttpResponse response) {
    try {
      SamlAssertion assertion = WsTrustReader.read(response, FailureDetails.none());
      assertThat(new String(response.body(), StandardCharsets.UTF_8))
          .contains(assertion.text().reveal());
      return assertion.version() + "\n" + assertion.text().reveal();
    } catch (TokenException e) {
      String said =
          e.error().map(error -> "\ncode " + error.code() + description(error)).orElse("");
      return "! "
          + e.getClass().getSimpleName()
          + " "
          + e.getMessage()
          + said
          + (e.isTransient() ? "\ntransient" : "");
    }
  }

  private static String description(OAuthError error) {
    return error.description().map(it -> ", reason " + it).orElse("");
  }
}
