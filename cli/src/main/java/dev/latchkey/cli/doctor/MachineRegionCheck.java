package dev.latchkey.cli.doctor;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Which region the machine says it is in, as {@code Region.automatic()} would find out. */
public final class MachineRegionCheck implements Check {

  private static final URI SERVICE =
      URI.create("http://169.254.169.254/metadata/instance/compute?api-version=2021-02-01");
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpTransportProvider adapter;
  private final HttpSettings settings;
  private final TimeSource time;

  /**
   * Prepares the check.
   *
   * @param adapter asks
   * @param settings how to connect; the proxy is left out, since the service is on the machine
   * @param time for how long to wait
   */
  public MachineRegionCheck(HttpTransportProvider adapter, HttpSettings settings, TimeSource time) {
    this.adapter = adapter;
    this.settings = settings.proxy(Proxy.none());
    this.time = time;
  }

  @Override
  public String subject() {
    return "machine's region";
  }

  @Override
  public List<Finding> run() {
    HttpRequest request = HttpRequest.get(SERVICE, HttpHeaders.none().with("metadata", "true"));
    try (HttpTransport transport = adapter.open(settings)) {
      return List.of(
          Finding.ok(
              subject(),
              words(transport.send(request, Deadline.after(PATIENCE, time), Cancellation.none()))));
    } catch (TransportException e) {
      return List.of(
          Finding.ok(
              subject(),
              "none; no metadata service answers (" + e.reason() + "), so this is not Azure"));
    }
  }

  private static String words(HttpResponse answer) {
    if (answer.status() != 200) {
      return "none; the metadata service answered " + answer.status();
    }
    try (JsonReader reader = Json.createReader(new StringReader(answer.bodyText()))) {
      return new RegionName(reader.readObject().getString("location", ""))
          + ", says the metadata service";
    } catch (JsonException | IllegalArgumentException | ClassCastException e) {
      return "none; the metadata service names no region";
    }
  }
}
