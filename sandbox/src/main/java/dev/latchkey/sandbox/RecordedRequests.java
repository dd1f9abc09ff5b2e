package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The requests that a sandbox has received, oldest first. The newest 10,000 are kept.
 *
 * <p>A request is here before it is answered. Safe for use by several threads; the lists are
 * copies.
 *
 * @since 0.1
 */
public final class RecordedRequests {

  private static final int LIMIT = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  RecordedRequests() {}

  void add(RecordedRequest request) {
    lock.lock();
    try {
      if (requests.size() == LIMIT) {
        requests.removeFirst();
      }
      requests.addLast(request);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns all requests.
   *
   * @return a copy, oldest first
   * @since 0.1
   */
  public List<RecordedRequest> all() {
    return to(EndpointKind.ANY);
  }

  /**
   * Returns the requests to one kind of endpoint.
   *
   * @param kind of the endpoint
   * @return a copy, oldest first
   * @since 0.1
   */
  public List<RecordedRequest> to(EndpointKind kind) {
    requireNonNull(kind, "kind");
    lock.lock();
    try {
      return requests.stream().filter(request -> kind.selects(request.endpoint())).toList();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the requests to token endpoints.
   *
   * @return a copy, oldest first
   * @since 0.1
   */
  public List<RecordedRequest> tokens() {
    return to(EndpointKind.TOKEN);
  }

  /**
   * Counts the requests to one kind of endpoint.
   *
   * @param kind of the endpoint
   * @return how many are kept
   * @since 0.1
   */
  public int count(EndpointKind kind) {
    return to(kind).size();
  }

  /**
   * Forgets all requests.
   *
   * @since 0.1
   */
  public void clear() {
    lock.lock();
    try {
      requests.clear();
    } finally {
      lock.unlock();
    }
  }
}
