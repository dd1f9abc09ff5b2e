package dev.latchkey.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The client of the JDK, used plainly. */
final class JdkClient implements RoundTrip {

  static final String NAME = "jdk-client";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final HttpRequest request;

  JdkClient(URI uri) {
    this.request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", FORM_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(FORM))
            .build();
  }

  @Override
  public int exchange() throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
  }

  @Override
  public void close() {}
}
