package dev.latchkey.domain.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
