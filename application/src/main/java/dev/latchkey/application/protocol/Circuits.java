package dev.latchkey.application.protocol;

import dev.latchkey.application.request.CircuitPolicy;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The endpoints of a client that failed lately. Safe for concurrent use. */
final class Circuits {

  private static final int MOST_ENDPOINTS = 1000;

  private final CircuitPolicy policy;
  private final TimeSource time;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Circuit> failing = new LinkedHashMap<>();
  private volatile boolean allWell = true;

  Circuits(CircuitPolicy policy, TimeSource time) {
    this.policy = policy;
    this.time = time;
  }

  /** Lets a request through, or says why not. Of those after the pause one is let through. */
  void enter(URI uri) {
    enter(uri.getRawAuthority(), uri.getHost());
  }

  void enter(String endpoint, String name) {
    if (allWell) {
      return;
    }
    lock.lock();
    try {
      Circuit circuit = failing.get(endpoint);
      if (circuit == null || circuit.failures < policy.failures()) {
        return;
      }
      long left = circuit.openUntil - time.nanoTime();
      if (left > 0) {
        throw open(name, circuit.failures, Duration.ofNanos(left));
      }
      circuit.openUntil = time.nanoTime() + policy.pause().toNanos();
    } finally {
      lock.unlock();
    }
  }

  private static TransportException open(String name, int failures, Duration left) {
    return new TransportException(
        TransportException.Reason.CIRCUIT_OPEN,
        name
            + " did not answer "
            + failures
            + " times in a row and is left alone for "
            + left
            + "; see the failures before this one",
        FailureDetails.none().withRetryAfter(left),
        null);
  }

  /** Learns that an answer came. */
  void answered(URI uri) {
    answered(uri.getRawAuthority());
  }

  void answered(String endpoint) {
    if (allWell) {
      return;
    }
    lock.lock();
    try {
      failing.remove(endpoint);
      allWell = failing.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Learns that none came. */
  void failed(URI uri, TransportException why) {
    failed(uri.getRawAuthority(), why);
  }

  void failed(String endpoint, TransportException why) {
    if (policy.failures() == 0 || !isOfTheEndpoint(why)) {
      return;
    }
    lock.lock();
    try {
      Circuit circuit = failing.computeIfAbsent(endpoint, key -> new Circuit());
      circuit.failures = Math.min(circuit.failures + 1, Integer.MAX_VALUE - 1);
      circuit.openUntil = time.nanoTime() + policy.pause().toNanos();
      if (failing.size() > MOST_ENDPOINTS) {
        failing.remove(failing.keySet().iterator().next());
      }
      allWell = false;
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOfTheEndpoint(TransportException why) {
    TransportException.Reason reason = why.reason();
    return reason == TransportException.Reason.TIMED_OUT
        || reason == TransportException.Reason.INTERRUPTED
        || reason == TransportException.Reason.NOT_CONNECTED && why.status().isEmpty();
  }

  private static final class Circuit {
    private int failures;
    private long openUntil;
  }
}
