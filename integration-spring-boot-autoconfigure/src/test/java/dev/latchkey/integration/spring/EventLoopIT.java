package dev.latchkey.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.integration.http.TokenHosts;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.HeldRequests;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/** A WebClient with one thread for everything, which a token must never hold up. */
class EventLoopIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final ClientRequest REQUEST = ClientRequest.of("api://orders/.default");

  private final Sandbox sandbox =
      Sandbox.builder()
          .application(SandboxApplication.builder("app").secret("s3cret").build())
          .start();
  private final ConfidentialClient app =
      ConfidentialClient.builder("app", ClientCredential.secret("s3cret"))
          .authority(Authority.parse(sandbox.authority("contoso.onmicrosoft.com").toString()))
          .instanceDiscovery(false)
          .http(
              HttpSettings.defaults()
                  .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
          .build();
  private final LoopResources loop = LoopResources.create("one", 1, true);
  private final Api api = new Api();
  private final Api other = new Api();

  @AfterEach
  void stop() {
    loop.disposeLater(Duration.ZERO, LIMIT).block(LIMIT);
    app.close();
    api.close();
    other.close();
    sandbox.close();
  }

  private WebClient client(AsyncTokenSupply tokens) {
    TokenHosts hosts = TokenHosts.of(api.hostAndPort()).plainHttpOnLoopback();
    return WebClient.builder()
        .clientConnector(new ReactorClientHttpConnector(HttpClient.create().runOn(loop)))
        .filter(new TokenExchangeFilter(hosts, tokens))
        .build();
  }

  private static Mono<Integer> status(WebClient client, URI uri) {
    return client.get().uri(uri).exchangeToMono(it -> Mono.just(it.statusCode().value()));
  }

  /** Asks for the API on the event loop itself, as an application does that chains calls. */
  private CompletableFuture<Integer> askOnTheLoop(WebClient client) {
    return status(client, other.uri())
        .flatMap(
            before -> {
              assertThat(Schedulers.isInNonBlockingThread()).isTrue();
              return status(client, api.uri());
            })
        .toFuture();
  }

  private void assertThatTheLoopIsFree(WebClient client) {
    assertThat(status(client, other.uri()).block(LIMIT)).isEqualTo(401);
  }

  @Test
  void tokenThatIsSlowHoldsNobodyUp() throws Exception {
    WebClient client = client(claims -> app.async(c -> c.acquireForClient(REQUEST)));
    CompletableFuture<Integer> answer;
    try (HeldRequests held = sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      answer = askOnTheLoop(client);
      assertThat(held.awaitArrived(1, LIMIT)).isTrue();

      assertThatTheLoopIsFree(client);
      assertThat(answer).isNotDone();
    }

    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
  }

  @Test
  void supplyThatBlocksHoldsNobodyUp() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    WebClient client =
        client(
            claims -> {
              asked.countDown();
              await(free);
              return app.async(c -> c.acquireForClient(REQUEST));
            });
    CompletableFuture<Integer> answer = askOnTheLoop(client);
    await(asked);

    assertThatTheLoopIsFree(client);
    free.countDown();

    assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(200);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void cancelledRequestCancelsTheCallForItsToken()
      throws InterruptedException, ExecutionException, TimeoutException {
    CompletableFuture<CompletableFuture<?>> call = new CompletableFuture<>();
    WebClient client =
        client(
            claims -> {
              var future = app.async(c -> c.acquireForClient(REQUEST));
              call.complete(future);
              return future;
            });
    try (HeldRequests held = sandbox.faults().on(EndpointKind.TOKEN).hold()) {
      CompletableFuture<Integer> answer = status(client, api.uri()).toFuture();
      assertThat(held.awaitArrived(1, LIMIT)).isTrue();

      answer.cancel(true);

      assertThat(call.get(20, TimeUnit.SECONDS)).isCancelled();
    }
  }
}
