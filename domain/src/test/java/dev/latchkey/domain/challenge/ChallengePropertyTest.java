package dev.latchkey.domain.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every header. The printer here shares nothing with the reader. */
class ChallengePropertyTest {

  private static final String TOKEN =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String TOKEN68 =
      "-._~+/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  @Property
  void challengesComeBackHoweverTheyArePrinted(
      @ForAll("challenges") List<Challenge> challenges, @ForAll long seed) {
    AuthenticateHeader header = AuthenticateHeader.parse(new Printer(seed).fields(challenges));

    assertThat(header.faults()).isEmpty();
    assertThat(header.challenges()).isEqualTo(challenges);
  }

  @Property
  void anyTextIsReadWithoutAnException(@ForAll List<String> fields) {
    AuthenticateHeader header = AuthenticateHeader.parse(fields);

    header.challenges().forEach(Challenge::claims);
    assertThat(AuthenticationInfo.parse(fields).nextNonce()).isNotNull();
  }

  @Property(tries = 5000)
  void anyJumbleOfMeaningfulPiecesIsReadWithoutAnException(@ForAll("pieces") List<String> pieces) {
    String field = String.join("", pieces);
    AuthenticateHeader header = AuthenticateHeader.parse(List.of(field));

    assertThat(header.challenges()).hasSizeLessThanOrEqualTo(AuthenticateHeader.MAX_CHALLENGES);
    assertThat(header.claimsChallenge()).isNotNull();
    assertThat(AuthenticationInfo.parse(List.of(field)).faults()).isNotNull();
  }

  @Property
  void garbageBeforeACommaNeverHidesTheChallengeBehindIt(@ForAll("unquoted") String garbage) {
    AuthenticateHeader header =
        AuthenticateHeader.parse(List.of(garbage + ", Bearer realm=\"seen\""));

    assertThat(header.challenges())
        .anyMatch(it -> it.hasScheme("Bearer") && it.realm().filter("seen"::equals).isPresent());
  }

  @Property
  void textInsideQuotesNeverBecomesAChallenge(@ForAll("unquoted") String before) {
    AuthenticateHeader header =
        AuthenticateHeader.parse(
            List.of(before + "\" , Bearer error=insufficient_claims, claims=e30, \""));

    assertThat(header.claimsChallenge()).isEmpty();
  }

  @Property
  void claimsComeBackFromEveryEncoding(@ForAll String inner, @ForAll boolean padded) {
    String json =
        "{" + new String(inner.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) + "}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      String claims = (padded ? encoder : encoder.withoutPadding()).encodeToString(bytes);
      assertThat(EncodedClaims.decode(claims)).contains(json);
    }
    assertThat(EncodedClaims.decode(json)).contains(json);
  }

  @Provide
  Arbitrary<List<Challenge>> challenges() {
    return Arbitraries.oneOf(withParameters(), withText()).list().ofMaxSize(8);
  }

  private static Arbitrary<Challenge> withParameters() {
    Arbitrary<String> value =
        Arbitraries.strings()
            .withCharRange(' ', '~')
            .withCharRange('\u0080', '\u00ff')
            .withChars('\t', '"', '\\', ',', '=')
            .ofMaxLength(20);
    Arbitrary<Map<String, String>> parameters =
        Arbitraries.maps(words().map(it -> it.toLowerCase(Locale.ROOT)), value).ofMaxSize(6);
    return Combinators.combine(words(), parameters).as((s, p) -> new Challenge(s, p, null));
  }

  private static Arbitrary<Challenge> withText() {
    Arbitrary<String> text =
        Combinators.combine(
                Arbitraries.strings().withChars(TOKEN68).ofMinLength(1).ofMaxLength(20),
                Arbitraries.of("", "=", "=="))
            .as(String::concat);
    return Combinators.combine(words(), text).as((s, t) -> new Challenge(s, Map.of(), t));
  }

  private static Arbitrary<String> words() {
    return Arbitraries.strings().withChars(TOKEN).ofMinLength(1).ofMaxLength(10);
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    return Arbitraries.of(
            "Bearer",
            "PoP",
            " ",
            "\t",
            ",",
            "=",
            "\"",
            "\\",
            "\\\"",
            "error",
            "claims",
            "e30=",
            "insufficient_claims",
            "nextnonce",
            "/",
            "@",
            "\u0000",
            "\r\n",
            "é",
            "==",
            ", ",
            "a=b")
        .list()
        .ofMaxSize(60);
  }

  @Provide
  Arbitrary<String> unquoted() {
    return Arbitraries.strings().excludeChars('"').ofMaxLength(50);
  }

  /** Prints in all the ways that the grammar allows, by the roll of its own dice. */
  private static final class Printer {

    private final Random dice;

    Printer(long seed) {
      this.dice = new Random(seed);
    }

    List<String> fields(List<Challenge> challenges) {
      List<String> fields = new ArrayList<>();
      StringBuilder field = new StringBuilder(list());
      for (Challenge challenge : challenges) {
        if (dice.nextInt(4) == 0) {
          fields.add(field.toString());
          field = new StringBuilder(list());
        } else if (!field.toString().isBlank()) {
          field.append(blank()).append(',').append(list());
        }
        print(challenge, field);
      }
      fields.add(field.append(list()).toString());
      return fields;
    }

    private void print(Challenge challenge, StringBuilder out) {
      out.append(anyCase(challenge.scheme()));
      challenge.token68().ifPresent(it -> out.append(' ').append(blank()).append(it));
      String mark = " " + list();
      for (Map.Entry<String, String> each : challenge.parameters().entrySet()) {
        out.append(mark).append(anyCase(each.getKey()));
        out.append(blank()).append('=').append(blank()).append(value(each.getValue()));
        mark = blank() + "," + list();
      }
    }

    private String value(String text) {
      boolean token = !text.isEmpty() && text.chars().allMatch(it -> TOKEN.indexOf(it) >= 0);
      if (token && dice.nextBoolean()) {
        return text;
      }
      StringBuilder quoted = new StringBuilder("\"");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '"' || c == '\\' || dice.nextInt(10) == 0) {
          quoted.append('\\');
        }
        quoted.append(c);
      }
      return quoted.append('"').toString();
    }

    private String anyCase(String text) {
      return dice.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text;
    }

    private String blank() {
      return List.of("", " ", "\t", "  ").get(dice.nextInt(4));
    }

    /** Blanks and empty elements. */
    private String list() {
      return List.of("", " ", ", ", " ,\t,").get(dice.nextInt(4));
    }
  }
}
