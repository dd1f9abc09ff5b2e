package dev.latchkey.application.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExtendedKeyTest {

  @Test
  void agreesWithTheRestOfTheFamily() {
    assertThat(ExtendedKey.of(Map.of("key1", "value1", "key2", "value2")))
        .isEqualTo("latlwkpewb_a0rcsmjvkecqt0_huumkw4sflzociike");
    assertThat(ExtendedKey.of(Map.of("key3", "value3", "key4", "value4")))
        .isEqualTo("jjoe9jgfmdtnj0rzuetsqy7kzs2m1xfnjjxwsfxsrxq");
    assertThat(ExtendedKey.of(Map.of("fmi_path", "agent-app-id")))
        .isEqualTo("a0ry_zl4gccsdp7gnw927x8s0mrmnodv6tyilt0u07m");
    assertThat(ExtendedKey.of(Map.of("fmi_path", "demo/path")))
        .isEqualTo("ujdbcg2ruavoxbedmnbssejumtq9e4_2nezsulhncye");
  }

  @Test
  void emptyValuesDoNotCount() {
    assertThat(ExtendedKey.of(Map.of())).isNull();
    assertThat(ExtendedKey.of(Map.of("a", ""))).isNull();
    assertThat(ExtendedKey.of(Map.of("a", "", "key1", "value1", "key2", "value2")))
        .isEqualTo("latlwkpewb_a0rcsmjvkecqt0_huumkw4sflzociike");
  }
}
