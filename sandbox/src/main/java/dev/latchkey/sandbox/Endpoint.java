package dev.latchkey.sandbox;

import java.util.List;

/** One kind of page that the sandbox serves. Safe for use by several threads. */
interface Endpoint {

  EndpointKind kind();

  /** Tells whether this endpoint serves the path, given as its segments. */
  boolean matches(List<String> segments);

  /** Answers a request whose path {@link #matches}. */
  Answer handle(RecordedRequest request);
}
