package dev.latchkey.integration.spring;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** The same calls over either client, each made with Boot's builder. */
enum Stack {
  REST_CLIENT {
    @Override
    Answer send(ApplicationContext context, URI uri, String body, Consumer<HttpHeaders> headers) {
      RestClient client = context.getBean(RestClient.Builder.class).build();
      RestClient.RequestBodySpec request = client.method(method(body)).uri(uri).headers(headers);
      if (!body.isEmpty()) {
        request.body(body);
      }
      return request.exchange(
          (sent, response) ->
              new Answer(
                  response.getStatusCode().value(),
                  new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8)));
    }
  },

  WEB_CLIENT {
    @Override
    Answer send(ApplicationContext context, URI uri, String body, Consumer<HttpHeaders> headers) {
      WebClient client = context.getBean(WebClient.Builder.class).build();
      WebClient.RequestBodySpec request = client.method(method(body)).uri(uri).headers(headers);
      WebClient.RequestHeadersSpec<?> whole = body.isEmpty() ? request : request.bodyValue(body);
      Mono<ResponseEntity<String>> answer =
          whole.exchangeToMono(response -> response.toEntity(String.class));
      ResponseEntity<String> entity = answer.block(LIMIT);
      return new Answer(
          entity.getStatusCode().value(), entity.getBody() == null ? "" : entity.getBody());
    }
  };

  /** What came back. */
  record Answer(int status, String body) {}

  static final Duration LIMIT = Duration.ofSeconds(20);

  abstract Answer send(
      ApplicationContext context, URI uri, String body, Consumer<HttpHeaders> headers);

  Answer get(ApplicationContext context, URI uri) {
    return send(context, uri, "", headers -> {});
  }

  private static HttpMethod method(String body) {
    return body.isEmpty() ? HttpMethod.GET : HttpMethod.POST;
  }
}
