package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxTest;
import dev.latchkey.spi.http.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;

@SandboxTest
class OrdersTest {

  @Test
  void asksTheProviderOnce(Sandbox sandbox) {
    sandbox.applications().add(SandboxApplication.builder("sandbox-app").secret("s3cret").build());
    Trust trust = Trust.certificates(List.of(sandbox.certificateAuthority()));
    ClientRequest orders = ClientRequest.of("orders.read");

    try (ConfidentialClient app = Orders.client(sandbox.oidcAuthority("demo"), "s3cret", trust)) {
      assertEquals(TokenSource.IDENTITY_PROVIDER, app.acquireForClient(orders).source());
      assertEquals(TokenSource.CACHE, app.acquireForClient(orders).source());
    }
    assertEquals(1, sandbox.requests().tokens().size());
  }
}
