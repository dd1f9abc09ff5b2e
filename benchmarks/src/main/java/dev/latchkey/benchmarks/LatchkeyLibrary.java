package dev.latchkey.benchmarks;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import java.util.stream.IntStream;

/** Latchkey, by its public API, with its defaults. */
final class LatchkeyLibrary implements TokenLibrary {

  private static final HttpHeaders JSON =
      HttpHeaders.none().with("content-type", "application/json; charset=utf-8");

  private final ConfidentialClient client;
  private final ClientRequest[] requests;

  LatchkeyLibrary(InProcessEndpoint endpoint, int requests, Identity identity) {
    this.client =
        ConfidentialClient.builder(Layout.CLIENT_ID, credential(identity))
            .authority(Authority.parse(Layout.authority()))
            .http(transport(endpoint))
            .build();
    this.requests =
        IntStream.range(0, requests)
            .mapToObj(i -> ClientRequest.of(Layout.scope(i)).tenant(Layout.tenant(i)))
            .toArray(ClientRequest[]::new);
  }

  private static ClientCredential credential(Identity identity) {
    if (identity == Identity.SECRET) {
      return ClientCredential.secret(Layout.SECRET);
    }
    TestCertificate certificate = Identity.certificate();
    return ClientCredential.certificate(
        KeySource.of(certificate.privateKey(), certificate.chain()));
  }

  static HttpTransport transport(InProcessEndpoint endpoint) {
    return (request, deadline, cancellation) -> answer(endpoint, request);
  }

  private static HttpResponse answer(InProcessEndpoint endpoint, HttpRequest request) {
    return HttpResponse.of(200, JSON, endpoint.answer(request.uri().getPath(), request.body()));
  }

  @Override
  public String get(int request) {
    return client.acquireForClient(requests[request]).accessToken().reveal();
  }

  @Override
  public String renew(int request) {
    return client.acquireForClient(requests[request].forceRefresh(true)).accessToken().reveal();
  }

  @Override
  public void close() {
    client.close();
  }
}
