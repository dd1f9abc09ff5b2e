package dev.latchkey.client;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.RecordedAssertion;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.util.List;

/** A house whose application has certificates; service and client go by one clock. */
final class Daemon implements AutoCloseable {

  static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  static final String REALM = "factory";

  final SandboxClock clock = SandboxClock.at(ManualTimeSource.START);
  final House house;

  Daemon(TestCertificate... registered) {
    this(SandboxRealm.builder(REALM).build(), registered);
  }

  Daemon(SandboxRealm realm, TestCertificate... registered) {
    SandboxApplication.Builder application =
        SandboxApplication.builder(House.CLIENT_ID).secret(House.SECRET);
    for (TestCertificate certificate : registered) {
      application.certificate(certificate.certificate());
    }
    this.house =
        new House(Sandbox.builder().clock(clock).application(application.build()).realm(realm));
  }

  ConfidentialClient.Builder client(ClientCredential credential) {
    return house.client(credential).clock(clock);
  }

  /** Gets one token with a client of its own. */
  TokenResult token(ClientCredential credential) {
    try (ConfidentialClient client = client(credential).build()) {
      return client.acquireForClient(REQUEST);
    }
  }

  /** {@return the assertions that came, the oldest first} */
  List<RecordedAssertion> assertions() {
    return house.tokenRequests().stream()
        .map(request -> request.clientAssertion().orElseThrow())
        .toList();
  }

  /** {@return the assertion of the newest request} */
  RecordedAssertion assertion() {
    List<RecordedAssertion> all = assertions();
    return all.get(all.size() - 1);
  }

  @Override
  public void close() {
    house.close();
  }
}
