package dev.latchkey.integration.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;

/** The same calls over either client. */
enum Stack {
  JDK {
    @Override
    Answer get(URI uri, String authorization, TokenHosts hosts, TokenSupply tokens) {
      HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(LIMIT);
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      return send(request.build(), hosts, tokens);
    }

    @Override
    Answer post(URI uri, String body, TokenHosts hosts, TokenSupply tokens) {
      return send(posting(uri, BodyPublishers.ofString(body)), hosts, tokens);
    }

    @Override
    Answer postOnce(URI uri, String body, TokenHosts hosts, TokenSupply tokens) {
      InputStream once = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
      return send(posting(uri, BodyPublishers.ofInputStream(() -> once)), hosts, tokens);
    }

    private HttpRequest posting(URI uri, HttpRequest.BodyPublisher body) {
      return HttpRequest.newBuilder(uri).timeout(LIMIT).POST(body).build();
    }

    private Answer send(HttpRequest request, TokenHosts hosts, TokenSupply tokens) {
      try {
        var response =
            new AuthorizingHttpClient(
                    HttpClient.newBuilder().connectTimeout(LIMIT).build(), hosts, tokens)
                .send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  },

  APACHE {
    @Override
    Answer get(URI uri, String authorization, TokenHosts hosts, TokenSupply tokens) {
      HttpUriRequestBase request = new HttpUriRequestBase("GET", uri);
      if (!authorization.isEmpty()) {
        request.setHeader("Authorization", authorization);
      }
      return send(request, hosts, tokens);
    }

    @Override
    Answer post(URI uri, String body, TokenHosts hosts, TokenSupply tokens) {
      HttpUriRequestBase request = new HttpUriRequestBase("POST", uri);
      request.setEntity(new StringEntity(body));
      return send(request, hosts, tokens);
    }

    @Override
    Answer postOnce(URI uri, String body, TokenHosts hosts, TokenSupply tokens) {
      HttpUriRequestBase request = new HttpUriRequestBase("POST", uri);
      request.setEntity(
          new InputStreamEntity(
              new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
              ContentType.TEXT_PLAIN));
      return send(request, hosts, tokens);
    }

    private Answer send(HttpUriRequestBase request, TokenHosts hosts, TokenSupply tokens) {
      // One connection: an answer that is not given back would block the next request.
      try (CloseableHttpClient client =
          AuthorizingExecHandler.addTo(HttpClientBuilder.create(), hosts, tokens)
              .setDefaultRequestConfig(
                  RequestConfig.custom()
                      .setConnectionRequestTimeout(Timeout.of(LIMIT))
                      .setResponseTimeout(Timeout.of(LIMIT))
                      .build())
              .setConnectionManager(
                  PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(1).build())
              .build()) {
        return client.execute(
            request,
            response -> new Answer(response.getCode(), EntityUtils.toString(response.getEntity())));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  };

  /** What came back. */
  record Answer(int status, String body) {}

  private static final Duration LIMIT = Duration.ofSeconds(20);

  abstract Answer get(URI uri, String authorization, TokenHosts hosts, TokenSupply tokens);

  /** Sends a body that can be sent again. */
  abstract Answer post(URI uri, String body, TokenHosts hosts, TokenSupply tokens);

  /** Sends a body that can be read once. */
  abstract Answer postOnce(URI uri, String body, TokenHosts hosts, TokenSupply tokens);
}
