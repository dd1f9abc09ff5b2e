package dev.latchkey.domain.credential;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.junit.jupiter.api.Test;

class PackedSecretPropertyTest {

  @Property
  void saysWhatWasPacked(@ForAll("tokens") String token) {
    Secret packed = Secret.of(token).packed();

    assertThat(packed.reveal()).isEqualTo(token);
    assertThat(packed.length()).isEqualTo(token.length());
    assertThat(packed).isEqualTo(Secret.of(token)).hasSameHashCodeAs(Secret.of(token));
    assertThat(packed.packed()).isSameAs(packed);
  }

  @Property
  void differsWhereTheTextDiffers(@ForAll("tokens") String token, @ForAll("tokens") String other) {
    assertThat(Secret.of(token).packed().equals(Secret.of(other).packed()))
        .isEqualTo(token.equals(other));
  }

  @Provide
  Arbitrary<String> tokens() {
    StringArbitrary letters =
        Arbitraries.strings().withCharRange('a', 'z').withCharRange('A', 'Z').numeric();
    Arbitrary<String> words =
        Arbitraries.frequencyOf(
            Tuple.of(30, letters.ofMinLength(20).ofMaxLength(200)),
            Tuple.of(10, Arbitraries.of("-", "_", "", "x")),
            Tuple.of(1, Arbitraries.of("!", "~", "ä", "\u4e2d", "=", "+", "/")));
    return words
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(list -> String.join(".", list))
        .filter(it -> !it.isEmpty());
  }

  @Test
  void takesThreeQuartersOfTheRoomOfAToken() {
    String token = "eyJhbGciOiJSUzI1NiJ9." + "aB3-_".repeat(200) + "." + "Qw".repeat(171);

    assertThat(Secret.of(token).packed()).isInstanceOf(PackedSecret.class);
    assertThat(Secret.of("short.secret").packed()).isInstanceOf(PlainSecret.class);
    assertThat(Secret.of(token + "!").packed()).isInstanceOf(PlainSecret.class);
    assertThat(Secret.of(token + "........").packed()).isInstanceOf(PlainSecret.class);
    assertThat(Secret.of("a".repeat(70_000)).packed()).isInstanceOf(PlainSecret.class);
  }

  @Test
  void neverPrints() {
    assertThat(Secret.of("marker-7f3a".repeat(9)).packed()).hasToString("Secret[hidden]");
  }
}
