package dev.latchkey.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An authority that processes share over loopback. Each refresh gives the next refresh token of a
 * person and ends older ones: all of them at once, or all but the latest two, for clients that may
 * be killed between an answer and its save.
 */
final class RotatingAuthority implements AutoCloseable {

  private static final Pattern TOKEN = Pattern.compile("refresh_token=RT-(\\d+)-(\\d+)");
  static final String METADATA =
      "{\"issuer\":\"https://login.microsoftonline.com/%1$s/v2.0\",\"token_endpoint\":\"https://login.microsoftonline.com/%1$s/oauth2/v2.0/token\",\"authorization_endpoint\":\"https://login.microsoftonline.com/%1$s/oauth2/v2.0/authorize\",\"jwks_uri\":\"https://login.microsoftonline.com/%1$s/discovery/v2.0/keys\"}"
          .formatted(Answers.TENANT);

  private final Map<Integer, Integer> latest = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger refusals = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final HttpServer server;
  private volatile int lifeSeconds;
  private final int grace;

  /**
   * Starts it.
   *
   * @param lifeSeconds how long its access tokens live
   * @param grace how many tokens before the latest are still good
   */
  RotatingAuthority(int lifeSeconds, int grace) throws IOException {
    this.lifeSeconds = lifeSeconds;
    this.grace = grace;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static String refreshToken(int person, int number) {
    return "RT-" + person + "-" + number;
  }

  static String uid(int person) {
    return "7c1d2e3f-0a1b-4c2d-8e3f-%012d".formatted(person);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Lets the tokens that it gives from now on live longer, or shorter. */
  void lifeSeconds(int value) {
    lifeSeconds = value;
  }

  int requests() {
    return requests.get();
  }

  int refusals() {
    return refusals.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher token = TOKEN.matcher(form);
    boolean known = token.find();
    int person = known ? Integer.parseInt(token.group(1)) : -1;
    int number = known ? Integer.parseInt(token.group(2)) : -1;
    int next = known ? redeemed(person, number) : -1;
    if (next < 0) {
      refusals.incrementAndGet();
    }
    byte[] body =
        (next < 0 ? "{\"error\":\"invalid_grant\"}" : tokens(person, next))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(next < 0 ? 400 : 200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private int redeemed(int person, int number) {
    int[] next = {-1};
    latest.compute(
        person,
        (key, present) -> {
          int known = present == null ? 0 : present;
          if (number < known - grace || number > known) {
            return known;
          }
          // An earlier one brings no newer one than the one it was good for.
          next[0] = number + 1;
          return Math.max(known, number + 1);
        });
    return next[0];
  }

  private String tokens(int person, int number) {
    return "{\"token_type\":\"Bearer\",\"scope\":\"User.Read\",\"expires_in\":%d,\"access_token\":\"AT-%d-%d-%d\",\"refresh_token\":\"%s\",\"client_info\":\"%s\"}"
        .formatted(
            lifeSeconds,
            person,
            number,
            requests.get(),
            refreshToken(person, number),
            Answers.encoded(
                "{\"uid\":\"%s\",\"utid\":\"%s\"}".formatted(uid(person), Answers.TENANT)));
  }

  /** How a client of any process reaches it. */
  static HttpTransport transport(int port) {
    return (request, deadline, cancellation) -> {
      if (request.uri().getPath().contains("openid-configuration")) {
        return json(200, METADATA.getBytes(StandardCharsets.UTF_8));
      }
      try {
        HttpURLConnection connection =
            (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/token").toURL().openConnection();
        connection.setConnectTimeout(20_000);
        connection.setReadTimeout(20_000);
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
          out.write(request.body());
        }
        int status = connection.getResponseCode();
        try (var in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
          return json(status, in.readAllBytes());
        }
      } catch (IOException e) {
        throw new AssertionError("loopback failed", e);
      }
    };
  }

  private static HttpResponse json(int status, byte[] body) {
    return HttpResponse.of(
        status, HttpHeaders.none().with("content-type", "application/json"), body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
