package dev.latchkey.client;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxBuilder;
import dev.latchkey.sandbox.SandboxMachine;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HostResolver;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.tck.MapEnvironment;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * A network in which some names lead to one sandbox and all others nowhere, and which remembers
 * every name that was looked up.
 */
final class Street implements HostResolver, AutoCloseable {

  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  static final String MACHINE = "169.254.169.254";

  final Sandbox sandbox;
  final ManualTimeSource time = new ManualTimeSource();
  final Set<String> lookedUp = new ConcurrentSkipListSet<>();

  private final Set<String> names;
  private final SandboxMachine machine;

  Street(String... names) {
    this(Sandbox.builder(), names);
  }

  Street(SandboxBuilder builder, String... names) {
    this(builder, "westus2", names);
  }

  /** A street in a region, as the machine tells that is asked from it. */
  Street(SandboxBuilder builder, String region, String[] names) {
    this.names = Set.of(names);
    this.sandbox = builder.application(House.application().build()).host(names).start();
    this.machine = sandbox.openMachine(region);
  }

  HttpSettings http() {
    int port = sandbox.address().getPort();
    Map<HostAndPort, HostAndPort> detours = new HashMap<>();
    names.forEach(it -> detours.put(new HostAndPort(it, 443), new HostAndPort(it, port)));
    detours.put(
        new HostAndPort(MACHINE, 80), new HostAndPort("machine", machine.address().getPort()));
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .hostResolver(this)
        .connectTo(detours)
        .timeout(Duration.ofSeconds(10));
  }

  @Override
  public List<InetAddress> resolve(String host) throws UnknownHostException {
    lookedUp.add(host);
    if (!names.contains(host) && !host.equals("machine")) {
      throw new UnknownHostException(host);
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  ConfidentialClient.Builder client(String authority) {
    return client(Authority.parse(authority));
  }

  ConfidentialClient.Builder client(Authority authority) {
    return ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
        .authority(authority)
        .httpProvider("apache")
        .http(http())
        .environment(MapEnvironment.empty())
        .timeSource(time);
  }

  /** {@return what was asked, as host and path} */
  List<String> asked(EndpointKind kind) {
    return sandbox.requests().to(kind).stream().map(Street::address).toList();
  }

  private static String address(RecordedRequest request) {
    return request.host() + request.path();
  }

  @Override
  public void close() {
    machine.close();
    sandbox.close();
  }
}
