package dev.latchkey.adapters.http.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.http.HttpTransportProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The JDK adapter")
class JdkHttpTransportProviderTest {

  @Test
  @DisplayName("is found by its service, under its name")
  void found() {
    assertThat(ServiceLoader.load(HttpTransportProvider.class))
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.name()).isEqualTo("jdk");
              assertThat(provider.spiLevel()).isEqualTo(SpiLevel.CURRENT);
            });
  }
}
