package dev.latchkey.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/** Calls a protected resource as an application would, with nothing of ours. */
final class Caller {

  private final SSLContext tls;

  Caller(SSLContext tls) {
    this.tls = tls;
  }

  /** What the resource answered. */
  record Told(int status, String body, List<String> challenges, List<String> nonces) {}

  Told get(URI uri, Map<String, String> headers) {
    return call("GET", uri, headers, "");
  }

  Told call(String method, URI uri, Map<String, String> headers, String body) {
    try {
      HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
      connection.setSSLSocketFactory(tls.getSocketFactory());
      connection.setConnectTimeout((int) Duration.ofSeconds(10).toMillis());
      connection.setReadTimeout((int) Duration.ofSeconds(10).toMillis());
      connection.setRequestMethod(method);
      headers.forEach(connection::setRequestProperty);
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      try (InputStream answer =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Told(
            status,
            new String(answer.readAllBytes(), StandardCharsets.UTF_8),
            all(connection, "WWW-Authenticate"),
            all(connection, "DPoP-Nonce"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> all(HttpsURLConnection connection, String name) {
    return connection.getHeaderFields().entrySet().stream()
        .filter(it -> name.equalsIgnoreCase(it.getKey()))
        .flatMap(it -> it.getValue().stream())
        .toList();
  }
}
