package dev.latchkey.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * The identity provider of all libraries, in this process: canned answers, so that what is measured
 * is the library.
 */
final class InProcessEndpoint {

  private final PeopleAnswers people = new PeopleAnswers();
  private final LongAdder tokenRequests = new LongAdder();
  private final Duration latency;

  InProcessEndpoint(Duration latency) {
    this.latency = latency;
  }

  static InProcessEndpoint withoutLatency() {
    return new InProcessEndpoint(Duration.ZERO);
  }

  /**
   * Answers a request with status 200. Both ways lie bytes, as they do on a wire: what a transport
   * makes of them is part of what each library is sent with.
   *
   * @param path the path of its URL
   * @param body its body
   * @return JSON
   */
  byte[] answer(String path, byte[] body) {
    String form = new String(body, StandardCharsets.US_ASCII);
    int person = Layout.person(form);
    if (person < 0) {
      return text(path, form).getBytes(StandardCharsets.UTF_8);
    }
    count();
    return people.answer(person);
  }

  private String text(String path, String form) {
    if (path.endsWith("/openid-configuration")) {
      return metadata("https://" + Layout.HOST + "/" + path.split("/", 3)[1]);
    }
    if (path.endsWith("/discovery/instance")) {
      return instances(Layout.HOST);
    }
    count();
    return tokenAnswer(TokenText.of(Layout.request(path, form)));
  }

  private static String metadata(String tenant) {
    return """
    {"issuer": "%1$s/v2.0",
     "token_endpoint": "%1$s/oauth2/v2.0/token",
     "jwks_uri": "%1$s/discovery/v2.0/keys"}
    """
        .formatted(tenant);
  }

  private static String instances(String host) {
    return """
    {"tenant_discovery_endpoint": "https://%1$s/common/v2.0/.well-known/openid-configuration",
     "metadata": [{"preferred_network": "%1$s",
                   "preferred_cache": "login.windows.net",
                   "aliases": ["%1$s", "login.windows.net"]}]}
    """
        .formatted(host);
  }

  static String tokenAnswer(String token) {
    return "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"ext_expires_in\":3599,\"access_token\":\""
        + token
        + "\"}";
  }

  long tokenRequests() {
    return tokenRequests.sum();
  }

  private void count() {
    tokenRequests.increment();
    long end = System.nanoTime() + latency.toNanos();
    for (long left = latency.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
