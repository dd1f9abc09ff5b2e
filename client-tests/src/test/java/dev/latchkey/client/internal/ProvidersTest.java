package dev.latchkey.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  private static ConfidentialClient.Builder clientFinding(String... providers) {
    return ConfidentialClient.builder("app", ClientCredential.secret("x"))
        .classLoader(new Listing(String.join("\n", providers)));
  }

  @Test
  void noneNamesTheArtifact() {
    assertThatThrownBy(() -> clientFinding().build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no HTTP transport found")
        .hasMessageContaining("latchkey-adapters-http")
        .hasMessageContaining("builder().http");
  }

  @Test
  void theOnlyOneIsTaken() {
    clientFinding(Good.class.getName()).build().close();
  }

  @Test
  void severalAreListedAndNoneIsGuessed() {
    assertThatThrownBy(() -> clientFinding(Good.class.getName(), Other.class.getName()).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("good, other");
    clientFinding(Good.class.getName(), Other.class.getName())
        .httpProvider("other")
        .build()
        .close();
    assertThatThrownBy(
            () ->
                clientFinding(Good.class.getName(), Other.class.getName())
                    .httpProvider("third")
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("third")
        .hasMessageContaining("good, other");
  }

  @Test
  void aBrokenOneDoesNotHideAGoodOne() {
    clientFinding("no.such.Class", Good.class.getName()).build().close();
    clientFinding(Broken.class.getName(), Good.class.getName()).build().close();
    assertThatThrownBy(() -> clientFinding(Broken.class.getName()).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("not usable")
        .hasCauseInstanceOf(java.util.ServiceConfigurationError.class);
  }

  @Test
  void oneForNewerPortsIsPassedOver() {
    assertThatThrownBy(() -> clientFinding(Newer.class.getName()).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("newer needs level " + (SpiLevel.CURRENT + 1));
  }

  @Test
  void anInstanceWinsOverTheSearch() {
    clientFinding().http((request, deadline, cancellation) -> null).build().close();
  }

  @Test
  void providersAreToldByName() {
    assertThat(
            Providers.in(java.util.ServiceLoader.load(HttpTransportProvider.class), "x", "y")
                .names())
        .isEqualTo("apache, jdk");
  }

  /** A provider that works. */
  public static class Good implements HttpTransportProvider {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public int spiLevel() {
      return SpiLevel.CURRENT;
    }

    @Override
    public HttpTransport open(HttpSettings settings) {
      return (request, deadline, cancellation) -> {
        throw new AssertionError("nothing is sent here");
      };
    }
  }

  /** Another one. */
  public static final class Other extends Good {
    @Override
    public String name() {
      return "other";
    }
  }

  /** One that was built against ports to come. */
  public static final class Newer extends Good {
    @Override
    public String name() {
      return "newer";
    }

    @Override
    public int spiLevel() {
      return SpiLevel.CURRENT + 1;
    }
  }

  /** One that cannot even be made. */
  public static final class Broken extends Good {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("broken");
    }
  }

  /** Shows the given services and no others. */
  private static final class Listing extends ClassLoader {
    private final String services;

    Listing(String services) {
      super(ProvidersTest.class.getClassLoader());
      this.services = services;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      if (!name.equals("META-INF/services/" + HttpTransportProvider.class.getName())) {
        return super.getResources(name);
      }
      return Collections.enumeration(List.of(served()));
    }

    private URL served() throws IOException {
      return new URL(
          null,
          "memory:services",
          new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
              return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                  return new ByteArrayInputStream(services.getBytes(StandardCharsets.UTF_8));
                }
              };
            }
          });
    }
  }
}
