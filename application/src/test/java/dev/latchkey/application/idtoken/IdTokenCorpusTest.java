package dev.latchkey.application.idtoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.IdTokenException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** T-01: every row of the ID token corpus ends as it says. */
class IdTokenCorpusTest {

  private static final Instant NOW = Instant.ofEpochSecond(1893456000);

  private static final List<TokenForms> SIGNERS =
      Stream.of("RS256", "PS256", "ES256").map(TestSigner::of).map(TokenForms::new).toList();

  private final Logger logger = Logger.getLogger(IdTokenReader.class.getName());
  private final List<String> warnings = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord event) {
          warnings.add(new SimpleFormatter().formatMessage(event));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  static List<CorpusRow> rows() {
    return CorpusRow.all();
  }

  @Test
  void corpusIsWhole() {
    assertThat(rows()).hasSize(232);
    assertThat(rows()).extracting(CorpusRow::profile).contains(TokenProfile.values());
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Tag("S-284")
  @Tag("W-18")
  void rowEndsAsItSays(CorpusRow row) {
    String payload = row.payload(NOW.getEpochSecond());
    Secret jwt = Secret.of(SIGNERS.get(row.number() % SIGNERS.size()).token(payload, row.form()));

    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> check(row, jwt));
  }

  private void check(CorpusRow row, Secret jwt) {
    switch (row.outcome()) {
      case "taken" -> {
        assertThat(read(row, jwt).audiences()).contains(TokenProfile.CLIENT);
        assertThat(warnings).isEmpty();
      }
      case "warned" -> {
        assertThat(read(row, jwt).audiences()).contains(TokenProfile.CLIENT);
        assertThat(warnings).hasSize(1).first().asString().contains(NOW.toString());
        assertThat(warnings.get(0)).doesNotContain(TokenProfile.PERSON);
      }
      default -> refused(Reason.valueOf(row.outcome()), catchThrowable(() -> read(row, jwt)), jwt);
    }
  }

  private static IdTokenClaims read(CorpusRow row, Secret jwt) {
    return new IdTokenReader().read(jwt, row.profile().expectation(), NOW);
  }

  private static void refused(Reason reason, Throwable thrown, Secret jwt) {
    assertThat(thrown).isInstanceOf(IdTokenException.class);
    IdTokenException refusal = (IdTokenException) thrown;
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.now()).isEqualTo(NOW);
    assertThat(refusal.getMessage())
        .startsWith("id token refused: ")
        .contains(NOW.toString())
        .hasSizeLessThan(600)
        .doesNotContain(TokenProfile.PERSON)
        .doesNotContain("eyJ");
    for (Throwable at = refusal; at != null; at = at.getCause()) {
      assertThat(at.toString()).doesNotContain(TokenProfile.PERSON, "eyJ");
    }
    if (reason != Reason.MALFORMED && !jwt.reveal().contains(".e30.")) {
      assertThat(refusal.claims()).isNotEmpty();
    }
  }
}
