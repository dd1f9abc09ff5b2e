package dev.latchkey.benchmarks;

import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.IHttpResponse;
import dev.latchkey.sandbox.TestCertificate;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * MSAL4J, on the caller's thread. That is its best case: by default it hands each call, hits
 * included, to another thread.
 */
final class Msal4jLibrary implements TokenLibrary {

  private static final Map<String, List<String>> JSON =
      Map.of("Content-Type", List.of("application/json; charset=utf-8"));

  private final ConfidentialClientApplication client;
  private final ClientCredentialParameters[] requests;

  Msal4jLibrary(InProcessEndpoint endpoint, int requests, Identity identity) {
    try {
      this.client =
          ConfidentialClientApplication.builder(Layout.CLIENT_ID, credential(identity))
              .authority(Layout.authority())
              .httpClient(request -> answer(endpoint, request))
              .executorService(new CallerThread())
              .build();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
    this.requests =
        IntStream.range(0, requests)
            .mapToObj(i -> parameters(i).build())
            .toArray(ClientCredentialParameters[]::new);
  }

  private static ClientCredentialParameters.ClientCredentialParametersBuilder parameters(
      int request) {
    return ClientCredentialParameters.builder(Set.of(Layout.scope(request)))
        .tenant(Layout.tenant(request));
  }

  private static IClientCredential credential(Identity identity) {
    if (identity == Identity.SECRET) {
      return ClientCredentialFactory.createFromSecret(Layout.SECRET);
    }
    TestCertificate certificate = Identity.certificate();
    return ClientCredentialFactory.createFromCertificate(
        certificate.privateKey(), certificate.certificate());
  }

  static IHttpResponse answer(InProcessEndpoint endpoint, HttpRequest request) {
    String form = request.body() == null ? "" : request.body();
    byte[] answer = endpoint.answer(request.url().getPath(), form.getBytes(StandardCharsets.UTF_8));
    HttpResponse response = new HttpResponse();
    response.addHeaders(JSON);
    return response.statusCode(200).body(new String(answer, StandardCharsets.UTF_8));
  }

  @Override
  public String get(int request) {
    return client.acquireToken(requests[request]).join().accessToken();
  }

  @Override
  public String renew(int request) {
    return client.acquireToken(parameters(request).skipCache(true).build()).join().accessToken();
  }

  @Override
  public void close() {}
}
