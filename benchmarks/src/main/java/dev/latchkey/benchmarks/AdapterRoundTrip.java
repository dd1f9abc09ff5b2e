package dev.latchkey.benchmarks;

import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;

/** An HTTP adapter of ours, found on the path as an application's would be. */
final class AdapterRoundTrip implements RoundTrip {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TimeSource time = TimeSource.system();
  private final HttpTransport transport;
  private final HttpRequest request;

  AdapterRoundTrip(String name, URI uri) {
    this.transport =
        providers().stream()
            .filter(provider -> provider.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no HTTP adapter called " + name))
            .open(HttpSettings.defaults());
    this.request =
        HttpRequest.post(
            uri,
            HttpHeaders.none().with("content-type", FORM_TYPE),
            FORM.getBytes(StandardCharsets.US_ASCII));
  }

  static List<String> names() {
    return providers().stream().map(HttpTransportProvider::name).sorted().toList();
  }

  private static List<HttpTransportProvider> providers() {
    return ServiceLoader.load(HttpTransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  @Override
  public int exchange() {
    Deadline deadline = Deadline.after(LIMIT, time);
    return transport.send(request, deadline, Cancellation.none()).bodyLength();
  }

  @Override
  public void close() {
    transport.close();
  }
}
