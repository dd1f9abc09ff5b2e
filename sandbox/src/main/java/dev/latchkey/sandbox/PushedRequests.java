package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The authorization requests that applications sent ahead (RFC 9126). */
final class PushedRequests {

  static final Duration LIFETIME = Duration.ofMinutes(1);

  private record Pushed(String clientId, Map<String, String> parameters, Instant end) {}

  private final Clock clock;
  private final Map<String, Pushed> byUri = new ConcurrentHashMap<>();

  PushedRequests(Clock clock) {
    this.clock = clock;
  }

  String add(String clientId, Map<String, String> parameters) {
    String uri = Keys.random("urn:ietf:params:oauth:request_uri:");
    byUri.put(uri, new Pushed(clientId, Map.copyOf(parameters), clock.instant().plus(LIFETIME)));
    return uri;
  }

  /** Puts what was sent ahead in the place of its reference, which is good for once. */
  Map<String, String> resolve(Map<String, String> parameters) throws Refusal {
    String uri = parameters.get("request_uri");
    if (uri == null) {
      return parameters;
    }
    Pushed pushed = byUri.remove(uri);
    if (pushed == null
        || clock.instant().isAfter(pushed.end())
        || !pushed.clientId().equals(parameters.get("client_id"))) {
      throw new Refusal(
          Refusal.Reason.BAD_REQUEST,
          "The request_uri is not known, is too old, was used, or is another client's.");
    }
    return new LinkedHashMap<>(pushed.parameters());
  }
}
