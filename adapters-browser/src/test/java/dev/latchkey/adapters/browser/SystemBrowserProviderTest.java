package dev.latchkey.adapters.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.browser.BrowserProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The browser adapter")
class SystemBrowserProviderTest {

  @Test
  @DisplayName("is found by its service, under its name")
  void found() {
    assertThat(ServiceLoader.load(BrowserProvider.class))
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.name()).isEqualTo("system");
              assertThat(provider.spiLevel()).isEqualTo(SpiLevel.CURRENT);
            });
  }
}
