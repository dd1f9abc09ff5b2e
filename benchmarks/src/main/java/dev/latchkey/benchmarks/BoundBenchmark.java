package dev.latchkey.benchmarks;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.scheme.SigningKeys;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Tokens that are bound to a key: found, and used for one request. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class BoundBenchmark {

  private static final URI ORDERS = URI.create("https://api.example/orders?page=2&lang=nl");

  /** What signs. */
  @Param public SigningAlgorithm algorithm = SigningAlgorithm.PS256;

  private final ConfidentialClient client =
      ConfidentialClient.builder(Layout.CLIENT_ID, ClientCredential.secret(Layout.SECRET))
          .authority(Authority.parse(Layout.authority()))
          .http((request, deadline, cancellation) -> answer(request.uri().getPath()))
          .build();

  private ClientRequest request = ClientRequest.of(Layout.scope(0));

  private static HttpResponse answer(String path) {
    byte[] json =
        path.endsWith("/token")
            ? InProcessEndpoint.tokenAnswer(TokenText.of(0))
                .replace("Bearer", "pop")
                .getBytes(StandardCharsets.UTF_8)
            : InProcessEndpoint.withoutLatency().answer(path, new byte[0]);
    return HttpResponse.of(200, HttpHeaders.none().with("content-type", "application/json"), json);
  }

  /** Gets the token. */
  @Setup
  public void fill() {
    request = request.authScheme(new SignedRequestScheme(SigningKeys.made(algorithm)));
    client.acquireForClient(request);
  }

  /** Closes the client. */
  @TearDown
  public void close() {
    client.close();
  }

  /**
   * A bound token from the cache, not used.
   *
   * @return the token
   */
  @Benchmark
  public TokenResult boundHit() {
    return client.acquireForClient(request);
  }

  /**
   * A bound token from the cache, and the signature of one request.
   *
   * @return the header fields
   */
  @Benchmark
  public Map<String, String> boundRequest() {
    return client.acquireForClient(request).headersFor("GET", ORDERS);
  }
}
