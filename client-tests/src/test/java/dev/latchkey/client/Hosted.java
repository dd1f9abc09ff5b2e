package dev.latchkey.client;

import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.spi.identity.ManagedIdentityId;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MapEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** A host in Azure, and clients that run on it. */
final class Hosted implements AutoCloseable {

  static final String VAULT = "https://vault.azure.net";
  static final ResourceRequest REQUEST = ResourceRequest.of(VAULT);
  static final AzureHost.Identity OTHER =
      new AzureHost.Identity(
          "11112222-3333-4444-5555-666677778888",
          "99992222-3333-4444-5555-666677778888",
          "/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi1");

  final AzureHost host;
  final ManualTimeSource time = new ManualTimeSource();

  Hosted(AzureHost.Kind kind) {
    this(AzureHost.builder(kind).identities(OTHER));
  }

  Hosted(AzureHost.Builder builder) {
    this.host = builder.clock(Clock.tick(new TimeClock(), java.time.Duration.ofMillis(1))).start();
  }

  ManagedIdentityClient.Builder client() {
    return client(ManagedIdentityId.systemAssigned());
  }

  ManagedIdentityClient.Builder client(ManagedIdentityId identity) {
    return ManagedIdentityClient.builder(identity)
        .httpProvider("apache")
        .timeSource(time)
        .environment(environment())
        .files(files());
  }

  MapEnvironment environment() {
    return MapEnvironment.of(host.environment()).withProperty("os.name", "Linux");
  }

  FileReader files() {
    return (file, longest) -> {
      String content = host.files().get(file);
      if (content == null) {
        throw new NoSuchFileException(file.toString());
      }
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      if (bytes.length > longest) {
        throw new IOException("longer than allowed");
      }
      return bytes;
    };
  }

  List<RecordedRequest> requests() {
    return host.requests().all();
  }

  RecordedRequest last() {
    return requests().get(requests().size() - 1);
  }

  @Override
  public void close() {
    host.close();
  }

  private final class TimeClock extends Clock {
    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public java.time.Instant instant() {
      return time.instant();
    }
  }
}
