package dev.latchkey.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\r\nb", "a\u0000", "é", "a\t"})
  void clientIdsCannotSmuggle(String value) {
    assertThatThrownBy(() -> new ClientId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("client id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a b", "../x", "a?b", "a%20b", "é", "a\nb"})
  void tenantsCannotSmuggle(String value) {
    assertThatThrownBy(() -> new TenantId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("tenant");
  }

  @Test
  void tenantsCompareInLowerCase() {
    assertThat(new TenantId("Contoso.OnMicrosoft.com"))
        .isEqualTo(new TenantId("contoso.onmicrosoft.com"));
    assertThat(new TenantId("Common").isPlaceholder()).isTrue();
    assertThat(new TenantId("contoso").isPlaceholder()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1-1-1-1-1", "x", "5f0d3c9e-6a51-4f0e-9d4e-7a3f2b1c0d9eZ"})
  void correlationIdsAreUuids(String value) {
    assertThatThrownBy(() -> CorrelationId.parse(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("correlation id");
  }

  @Test
  void aPersonIsAtHomeInTheTenantThatTheIdentifierEndsIn() {
    HomeAccountId person = new HomeAccountId("uid-b2c_1_susi.AAAA-bb");
    assertThat(person.isAtHomeIn(new Realm("aaaa-bb"))).isTrue();
    assertThat(person.isAtHomeIn(new Realm("bb"))).isFalse();
    assertThat(person.isAtHomeIn(new Realm(""))).isFalse();
    assertThat(new HomeAccountId("aaaa-bb").isAtHomeIn(new Realm("aaaa-bb"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5e0a6d3e-0000-4000-8000-00000000000a.4f0a6d3e-ffff-4000-8000-000000000000",
        "00000000-0000-0000-0000-000000000000.00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff.9f0a6d3e-ffff-4000-8000-0123456789ab",
        "5E0A6D3E-0000-4000-8000-00000000000A.4f0a6d3e-ffff-4000-8000-000000000000",
        "5e0a6d3e-0000-4000-8000-00000000000a-4f0a6d3e-ffff-4000-8000-000000000000",
        "5e0a6d3e-0000-4000-8000-00000000000a.4f0a6d3e-ffff-4000-8000-0000000000000",
        "5e0a6d3e-0000-4000-8000-00000000000a.4f0a6d3e-ffff-4000-80000-00000000000",
        "5e0a6d3e-0000-4000-8000-00000000000g.4f0a6d3e-ffff-4000-8000-000000000000",
        "5e0a6d3e-0000-4000-8000-00000000000a",
        "uid-b2c_1_susi.4f0a6d3e-ffff-4000-8000-000000000000",
        "."
      })
  void peopleAreNamedToTheLetter(String value) {
    HomeAccountId person = new HomeAccountId(value);

    assertThat(person.value()).isEqualTo(value);
    assertThat(person)
        .hasToString(value)
        .isEqualTo(new HomeAccountId(value))
        .hasSameHashCodeAs(new HomeAccountId(value))
        .isNotEqualTo(new HomeAccountId(value + "x"))
        .isNotEqualTo(new HomeAccountId("x" + value.substring(1)))
        .isNotEqualTo(value);
    assertThat(new HomeAccountId(value.toUpperCase(Locale.ROOT)).equals(person))
        .isEqualTo(value.toUpperCase(Locale.ROOT).equals(value));
  }

  @Test
  void aPersonOfEntraIsAtHomeInTheTenantWhoseNumberStandsBehindTheDot() {
    HomeAccountId person =
        new HomeAccountId(
            "5e0a6d3e-0000-4000-8000-00000000000a.4f0a6d3e-ffff-4000-8000-00000000000b");
    assertThat(person.isAtHomeIn(new Realm("4f0a6d3e-ffff-4000-8000-00000000000b"))).isTrue();
    assertThat(person.isAtHomeIn(new Realm("4F0A6D3E-FFFF-4000-8000-00000000000B"))).isTrue();
    assertThat(person.isAtHomeIn(new Realm("4f0a6d3e-ffff-4000-8000-00000000000c"))).isFalse();
    assertThat(person.isAtHomeIn(new Realm("00000000000b"))).isFalse();
    assertThat(person.isAtHomeIn(new Realm("organizations"))).isFalse();
  }
}
