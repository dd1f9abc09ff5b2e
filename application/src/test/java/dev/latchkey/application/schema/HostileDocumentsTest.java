package dev.latchkey.application.schema;

import static dev.latchkey.application.schema.Dialects.DECODING;
import static dev.latchkey.application.schema.Dialects.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.error.CacheException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged and hostile cache files (F-13). Each is refused whole, with a typed error that shows
 * nothing of it, or read as far as it can be understood: then the good token beside the damage is
 * found, and the damage is written back as it was.
 */
class HostileDocumentsTest {

  private static final String GOOD =
      "\"good\":{\"credential_type\":\"RefreshToken\",\"secret\":\"good-token\",\"home_account_id\":\"u.t\",\"environment\":\"login.windows.net\",\"client_id\":\"app\"}";

  private static final String TOKEN =
      "{\"credential_type\":\"AccessToken\",\"secret\":\"bad-token\",\"home_account_id\":\"u.t\",\"environment\":\"login.windows.net\",\"client_id\":\"app\",\"realm\":\"t\",\"target\":\"s\",\"cached_at\":\"1893456000\",\"expires_on\":\"1893459599\"}";

  private static final List<String> REFUSED =
      List.of(
          "{",
          "}",
          "[]",
          "[{}]",
          "null",
          "true",
          "17",
          "\"text\"",
          "{\"AccessToken\"",
          "{\"AccessToken\":",
          "{\"AccessToken\":{",
          "{\"AccessToken\":{}",
          "{\"AccessToken\":{}}}",
          "{\"AccessToken\":{}} trailing",
          "{\"AccessToken\":{}}{\"AccessToken\":{}}",
          "{\"AccessToken\":{},\"AccessToken\":{}}",
          "{\"AccessToken\":{\"k\":{},\"k\":{}}}",
          "{\"AccessToken\":{\"k\":{\"secret\":\"secret-1\",\"secret\":\"secret-2\"}}}",
          "{\"AccessToken\":[]}",
          "{\"AccessToken\":\"secret-text\"}",
          "{\"RefreshToken\":5}",
          "{\"Account\":true}",
          "{'AccessToken':{}}",
          "{AccessToken:{}}",
          "{\"AccessToken\":{},}",
          "{\"AccessToken\":{\"k\":NaN}}",
          "{\"AccessToken\":{\"k\":01}}",
          "{\"AccessToken\":{\"k\":\"\u0001\"}}",
          "{\"AccessToken\":{\"k\":\"\\x\"}}",
          "{\"AccessToken\":{\"k\":\"\\u12\"}}",
          "// comment\n{}",
          "{\"a\":" + "1".repeat(100) + "}",
          "{\"a\":".repeat(70) + "1" + "}".repeat(70),
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "<html>secret</html>",
          "\u0000\u0000\u0000\u0000",
          "PK\u0003\u0004",
          "lck-secret");

  // Rows of AccessToken that cannot be understood: put beside a good refresh token.
  private static final List<String> ROWS =
      List.of(
          "null",
          "5",
          "\"bad-token\"",
          "[]",
          "{}",
          TOKEN.replace("\"secret\":\"bad-token\",", ""),
          TOKEN.replace("\"bad-token\"", "\"\""),
          TOKEN.replace("\"bad-token\"", "null"),
          TOKEN.replace("\"bad-token\"", "[\"bad-token\"]"),
          TOKEN.replace("\"environment\":\"login.windows.net\",", ""),
          TOKEN.replace("\"login.windows.net\"", "\"\""),
          TOKEN.replace("\"login.windows.net\"", "\"two words\""),
          TOKEN.replace("\"login.windows.net\"", "\"h\\r\\nX: y\""),
          TOKEN.replace("\"login.windows.net\"", "7"),
          TOKEN.replace("\"client_id\":\"app\",", ""),
          TOKEN.replace("\"app\"", "\"a b\""),
          TOKEN.replace("\"app\"", "\"" + "a".repeat(2_000) + "\""),
          TOKEN.replace("\"app\"", "{}"),
          TOKEN.replace("\"u.t\"", "\"u\\u0000t\""),
          TOKEN.replace("\"u.t\"", "12"),
          TOKEN.replace("\"1893459599\"", "\"\""),
          TOKEN.replace("\"1893459599\"", "\"soon\""),
          TOKEN.replace("\"1893459599\"", "\"-1\""),
          TOKEN.replace("\"1893459599\"", "\"99999999999999999999\""),
          TOKEN.replace("\"1893459599\"", "1e400000000"),
          TOKEN.replace("\"1893459599\"", "\"253402300800\""),
          TOKEN.replace("\"1893459599\"", "null"),
          TOKEN.replace("\"1893459599\"", "true"),
          TOKEN.replace("\"1893456000\"", "\"then\""),
          TOKEN.replace("\"1893456000\"", "[]"),
          TOKEN.replace("\"1893459599\"", "\"253402300799\"").replace("1893456000", "0"),
          TOKEN.replace("\"target\":\"s\"", "\"target\":\"a\\\"b\""),
          TOKEN.replace("\"target\":\"s\"", "\"target\":\"\\ud800\""),
          TOKEN.replace("\"target\":\"s\"", "\"target\":{}"),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":[]"),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":\"t\",\"token_type\":\"two words\""),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":\"t\",\"token_type\":\"a\\r\\nb\""),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":\"t\",\"refresh_on\":\"-5\""),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":\"t\",\"extended_expires_on\":\"x\""),
          TOKEN.replace("\"AccessToken\"", "\"RefreshToken\""),
          TOKEN.replace("\"AccessToken\"", "\"Cookie\""),
          TOKEN.replace("\"AccessToken\"", "\"ATExt\""),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":\"t\",\"latchkey_requested\":5"),
          TOKEN.replace("\"realm\":\"t\"", "\"realm\":\"t\",\"user_assertion_hash\":{}"));

  @TestFactory
  Stream<DynamicTest> whatIsNoDocumentIsRefusedAndNotShown() {
    return numbered(REFUSED)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name,
                    () -> {
                      Throwable thrown = catchThrowable(() -> CacheDocument.parse(row.text));
                      assertThat(thrown).isInstanceOf(CacheException.class);
                      assertThat(((CacheException) thrown).reason())
                          .isEqualTo(CacheException.Reason.UNREADABLE);
                      assertThat(thrown).hasMessageNotContaining("secret");
                      assertThat(thrown.getCause()).isNull();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aRowThatCannotBeUnderstoodCostsNobodyElseAnything() {
    return numbered(ROWS)
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name,
                    () -> {
                      CacheDocument document =
                          CacheDocument.parse(
                              "{\"AccessToken\":{\"bad\":%s},\"RefreshToken\":{%s}}"
                                  .formatted(row.text, GOOD));

                      List<CachePartition> all = document.all(DECODING, NOW);

                      assertThat(all).hasSize(1);
                      assertThat(all.get(0).accessTokens()).isEmpty();
                      assertThat(all.get(0).refreshTokens())
                          .extracting(it -> it.secret().reveal())
                          .containsExactly("good-token");
                      // Somebody else may know what it is, so it is written back.
                      CacheDocument emptied = document.withAll(List.of(), NOW.instant());
                      assertThat(emptied.text()).contains("\"bad\"").doesNotContain("good-token");
                    }));
  }

  private record Numbered(String name, String text) {}

  private static Stream<Numbered> numbered(List<String> texts) {
    List<Numbered> all = new ArrayList<>();
    for (String text : texts) {
      String start = text.length() > 60 ? text.substring(0, 60) + "…" : text;
      all.add(new Numbered(all.size() + 1 + ": " + start, text));
    }
    return all.stream();
  }

  @Test
  void theCorpusIsAsLargeAsPromised() {
    assertThat(REFUSED.size() + ROWS.size()).isGreaterThanOrEqualTo(70);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    Throwable thrown =
        catchThrowable(() -> CacheDocument.parse(() -> new byte[] {'{', (byte) 0xff, '}'}));

    assertThat(thrown).isInstanceOf(CacheException.class).hasMessageContaining("UTF-8");
  }

  @Test
  void aByteOrderMarkAndBlanksAreNoDamage() {
    for (String text : List.of("", "  \n", "\uFEFF", "\uFEFF{\"RefreshToken\":{" + GOOD + "}}\n")) {
      CacheDocument document = CacheDocument.parse(() -> text.getBytes(StandardCharsets.UTF_8));
      assertThat(document.all(DECODING, NOW)).hasSize(text.contains("good") ? 1 : 0);
    }
  }

  @Test
  @Timeout(20)
  void manyRowsCostTheirNumberAndNotItsSquare() {
    StringBuilder text = new StringBuilder("{\"RefreshToken\":{");
    for (int i = 0; i < 2_000; i++) {
      text.append(i == 0 ? "" : ",")
          .append("\"k")
          .append(i)
          .append("\":{\"secret\":\"t\",\"home_account_id\":\"u")
          .append(i)
          .append(".t\",\"environment\":\"e\",\"client_id\":\"c\"}");
    }
    CacheDocument document = CacheDocument.parse(text.append("}}").toString());

    List<CachePartition> all = document.all(DECODING, NOW);

    assertThat(all).hasSize(2_000);
    assertThat(document.withAll(all, NOW.instant().plus(Duration.ofDays(1)))).isSameAs(document);
  }

  @Property(tries = 20)
  void damageAmongTwoThousandRowsCostsNobodyElseAnything(@ForAll Random random) {
    int people = 2_000;
    StringBuilder good = new StringBuilder();
    StringBuilder bad = new StringBuilder();
    int damaged = 0;
    for (int i = 0; i < people; i++) {
      good.append(good.isEmpty() ? "" : ",")
          .append(GOOD.replace("\"good\"", "\"good" + i + "\"").replace("u.t", "u" + i + ".t"));
      if (random.nextInt(4) == 0) {
        bad.append(bad.isEmpty() ? "" : ",")
            .append("\"bad")
            .append(damaged++)
            .append("\":")
            .append(ROWS.get(random.nextInt(ROWS.size())).replace("u.t", "u" + i + ".t"));
      }
    }
    CacheDocument document =
        CacheDocument.parse("{\"AccessToken\":{%s},\"RefreshToken\":{%s}}".formatted(bad, good));

    List<CachePartition> all = document.all(DECODING, NOW);

    assertThat(all)
        .hasSize(people)
        .allSatisfy(
            partition -> {
              assertThat(partition.refreshTokens()).hasSize(1);
              assertThat(partition.accessTokens()).isEmpty();
            });
    CacheDocument emptied = document.withAll(List.of(), NOW.instant());
    assertThat(StrictJson.object(emptied.text(), 1 << 28, false).object("AccessToken").names())
        .hasSize(damaged);
    assertThat(emptied.text()).doesNotContain("good-token");
  }
}
