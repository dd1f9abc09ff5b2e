package dev.latchkey.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the endpoint of a path. */
final class Router {

  private final List<Endpoint> endpoints;

  Router(List<Endpoint> endpoints) {
    this.endpoints = List.copyOf(endpoints);
  }

  EndpointKind kindOf(String path) {
    return find(path).map(Endpoint::kind).orElse(EndpointKind.OTHER);
  }

  Answer answer(RecordedRequest request) {
    return find(request.path())
        .map(endpoint -> answer(endpoint, request))
        .orElseGet(Router::unknown);
  }

  private static Answer answer(Endpoint endpoint, RecordedRequest request) {
    if (!endpoint.methods().contains(request.method())) {
      return Answer.json(
              405, Map.of("error", "invalid_request", "error_description", "method not allowed"))
          .with("Allow", String.join(", ", new TreeSet<>(endpoint.methods())));
    }
    return endpoint.handle(request);
  }

  private static Answer unknown() {
    return Answer.json(
        404, Map.of("error", "not_found", "error_description", "the sandbox has no such page"));
  }

  private Optional<Endpoint> find(String path) {
    List<String> segments = Texts.segments(path);
    return endpoints.stream().filter(endpoint -> endpoint.matches(segments)).findFirst();
  }
}
