package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/** One kind of page that the sandbox serves. Safe for use by several threads. */
interface Endpoint {

  /** The methods of what is only read. */
  Set<String> READ = Set.of("GET", "HEAD");

  /** The method of what is posted by programs. */
  Set<String> WRITE = Set.of("POST");

  /** The methods of pages for people, which have forms on them. */
  Set<String> PERSON = Set.of("GET", "HEAD", "POST");

  EndpointKind kind();

  /** Returns the methods that it takes. */
  default Set<String> methods() {
    return READ;
  }

  /** Tells whether this endpoint serves the path, given as its segments. */
  boolean matches(List<String> segments);

  /** Answers a request whose path {@link #matches}. */
  Answer handle(RecordedRequest request);
}
