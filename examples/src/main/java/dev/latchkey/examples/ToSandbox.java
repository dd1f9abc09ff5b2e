package dev.latchkey.examples;

import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.util.List;
import java.util.Map;

/** Leads the examples to the sandbox; an application that means the real Entra needs none of it. */
final class ToSandbox {

  /** The tenant of the sandbox's people. */
  static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";

  private ToSandbox() {}

  /** What is sent to the real host goes to the sandbox, whose certificate is made out for it. */
  static HttpSettings settings(Sandbox sandbox) {
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .connectTo(
            Map.of(
                new HostAndPort(Cloud.PUBLIC.host(), 443),
                new HostAndPort("127.0.0.1", sandbox.address().getPort())));
  }
}
