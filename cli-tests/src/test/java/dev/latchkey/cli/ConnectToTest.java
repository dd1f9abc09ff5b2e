package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.spi.http.HostAndPort;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectToTest {

  @Test
  void readsNamesAndBracketedAddresses() {
    assertThat(ConnectTo.parse("login.example.org:443:[::1]:8443"))
        .isEqualTo(
            new ConnectTo(new HostAndPort("login.example.org", 443), new HostAndPort("::1", 8443)));
    assertThat(ConnectTo.address("127.0.0.1:80")).isEqualTo(new HostAndPort("127.0.0.1", 80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "a:1", "a:1:b", "a:1:b:0", "a:1:b:65536", "::1:1:b:2", "a:1:b:2:c"})
  void refusesWhatIsNoDetour(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ConnectTo.parse(text));
  }
}
