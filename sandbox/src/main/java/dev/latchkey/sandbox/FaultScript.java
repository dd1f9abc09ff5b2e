package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What goes wrong, and when. Faults given for the next requests come first, in the order given;
 * when they are used up, the newest lasting fault applies, if there is one.
 *
 * <p>{@link Sandbox#faults()} is for requests of every kind; {@link #on} narrows it. Safe for use
 * by several threads.
 *
 * @since 0.1
 */
public final class FaultScript {

  private final FaultQueue queue;
  private final EndpointKind kind;

  FaultScript(FaultQueue queue, EndpointKind kind) {
    this.queue = queue;
    this.kind = kind;
  }

  /**
   * Narrows the script to requests of one kind.
   *
   * @param endpoints that the further calls are about
   * @return a view of the same script
   * @since 0.1
   */
  public FaultScript on(EndpointKind endpoints) {
    return new FaultScript(queue, requireNonNull(endpoints, "endpoints"));
  }

  /**
   * Adds a fault for one request.
   *
   * @param fault to come after those already given
   * @since 0.1
   */
  public void next(Fault fault) {
    next(1, fault);
  }

  /**
   * Adds a fault for several requests.
   *
   * @param times how many requests
   * @param fault to come after those already given
   * @since 0.1
   */
  public void next(int times, Fault fault) {
    requireNonNull(fault, "fault");
    if (times < 1) {
      throw new IllegalArgumentException("times must be positive, was " + times);
    }
    queue.next(kind, times, fault);
  }

  /**
   * Sets a fault for every request that no other fault waits for, until {@link #clear()}.
   *
   * @param fault comes before lasting faults given earlier
   * @since 0.1
   */
  public void always(Fault fault) {
    queue.always(kind, requireNonNull(fault, "fault"));
  }

  /**
   * Holds requests back as they arrive, until they are let go.
   *
   * <p>Holding is no fault itself: what is scripted besides happens to the requests once they are
   * let go.
   *
   * @return the handle that counts them and lets them go
   * @since 0.1
   */
  public HeldRequests hold() {
    HeldRequests held = new HeldRequests(queue);
    queue.hold(kind, held);
    return held;
  }

  /**
   * Resets the next connections as soon as they are made, before anything is read. The kind plays
   * no part: nothing is known yet of what would have been asked.
   *
   * @param count how many connections
   * @since 0.1
   */
  public void refuseConnections(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be positive, was " + count);
    }
    queue.refuse(count);
  }

  /**
   * Counts the faults given for next requests that have not happened yet.
   *
   * @return how many requests of this kind will still meet one
   * @since 0.1
   */
  public int remaining() {
    return queue.remaining(kind);
  }

  /**
   * Forgets the faults given for this kind, all of them if it is {@link EndpointKind#ANY}, and lets
   * held requests go.
   *
   * @since 0.1
   */
  public void clear() {
    List<HeldRequests> released = queue.clear(kind);
    released.forEach(HeldRequests::release);
  }

  @Override
  public String toString() {
    return "FaultScript[" + kind + ", " + remaining() + " remaining]";
  }
}
