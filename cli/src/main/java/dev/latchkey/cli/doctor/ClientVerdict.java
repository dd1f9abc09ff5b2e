package dev.latchkey.cli.doctor;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.http.HttpSettings;
import java.net.URI;
import java.util.List;

/** What a client makes of an authority: the rules are the client's own, so none is told twice. */
final class ClientVerdict {

  private static final String SUBJECT = "client";

  private ClientVerdict() {}

  static Finding of(Authority authority, String adapter, HttpSettings settings) {
    try (PublicClient client =
        PublicClient.builder("latchkey-doctor")
            .authority(authority)
            .httpProvider(adapter)
            .http(settings)
            .build()) {
      client.beginAuthCodeFlow(
          AuthCodeFlowRequest.of(List.of()).redirectUri(URI.create("http://localhost")));
      return Finding.ok(SUBJECT, "accepts issuer and endpoints");
    } catch (TokenException e) {
      return Finding.fail(SUBJECT, "refuses it: " + e.getMessage());
    }
  }
}
