package dev.latchkey.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Speaks to a sandbox as any program would. */
final class Client {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private final HttpClient http;

  Client(Sandbox sandbox) {
    this(sandbox.sslContext());
  }

  Client(SSLContext tls) {
    http = HttpClient.newBuilder().sslContext(tls).version(HttpClient.Version.HTTP_1_1).build();
  }

  static HttpRequest.Builder request(URI base, String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
  }

  HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
    return send(request(base, path).build());
  }

  HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<byte[]> bytes(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(URI tokenEndpoint, Map<String, String> form, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        request(tokenEndpoint, "")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
    return send((headers.length == 0 ? builder : builder.headers(headers)).build());
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static URI entraToken(Sandbox sandbox, String tenant) {
    return URI.create(sandbox.authority(tenant) + "/oauth2/v2.0/token");
  }

  static URI realmToken(Sandbox sandbox, String realm) {
    return URI.create(sandbox.oidcAuthority(realm) + "/protocol/openid-connect/token");
  }

  static Map<String, String> form(String... namesAndValues) {
    Map<String, String> form = new java.util.LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return form;
  }
}
