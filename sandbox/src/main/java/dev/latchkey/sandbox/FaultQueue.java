package dev.latchkey.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The state behind every view of the fault script. */
final class FaultQueue {

  private record Lasting(EndpointKind kind, Fault fault) {}

  private record Pending(EndpointKind kind, int times, Fault fault) {}

  private record Hold(EndpointKind kind, HeldRequests held) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Pending> pending = new ArrayList<>();
  private final List<Lasting> lasting = new ArrayList<>();
  private final List<Hold> holds = new ArrayList<>();
  private int refused;

  void next(EndpointKind kind, int times, Fault fault) {
    lock.lock();
    try {
      pending.add(new Pending(kind, times, fault));
    } finally {
      lock.unlock();
    }
  }

  void always(EndpointKind kind, Fault fault) {
    lock.lock();
    try {
      lasting.add(0, new Lasting(kind, fault));
    } finally {
      lock.unlock();
    }
  }

  void hold(EndpointKind kind, HeldRequests held) {
    lock.lock();
    try {
      holds.add(new Hold(kind, held));
    } finally {
      lock.unlock();
    }
  }

  void forget(HeldRequests held) {
    lock.lock();
    try {
      holds.removeIf(hold -> hold.held() == held);
    } finally {
      lock.unlock();
    }
  }

  void refuse(int count) {
    lock.lock();
    try {
      refused += count;
    } finally {
      lock.unlock();
    }
  }

  boolean takeRefusal() {
    lock.lock();
    try {
      if (refused == 0) {
        return false;
      }
      refused--;
      return true;
    } finally {
      lock.unlock();
    }
  }

  List<HeldRequests> holdsFor(EndpointKind kind) {
    lock.lock();
    try {
      return holds.stream().filter(hold -> hold.kind().selects(kind)).map(Hold::held).toList();
    } finally {
      lock.unlock();
    }
  }

  @Nullable Fault take(EndpointKind kind) {
    lock.lock();
    try {
      for (int i = 0; i < pending.size(); i++) {
        Pending one = pending.get(i);
        if (one.kind().selects(kind)) {
          if (one.times() == 1) {
            pending.remove(i);
          } else {
            pending.set(i, new Pending(one.kind(), one.times() - 1, one.fault()));
          }
          return one.fault();
        }
      }
      for (Lasting one : lasting) {
        if (one.kind().selects(kind)) {
          return one.fault();
        }
      }
      return null;
    } finally {
      lock.unlock();
    }
  }

  int remaining(EndpointKind kind) {
    lock.lock();
    try {
      return pending.stream()
          .filter(one -> kind.selects(one.kind()))
          .mapToInt(Pending::times)
          .sum();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Forgets what was given for the kind; returns the holds, which the caller lets go outside the
   * lock.
   */
  List<HeldRequests> clear(EndpointKind kind) {
    lock.lock();
    try {
      pending.removeIf(one -> kind.selects(one.kind()));
      lasting.removeIf(one -> kind.selects(one.kind()));
      if (kind == EndpointKind.ANY) {
        refused = 0;
      }
      List<HeldRequests> gone =
          holds.stream().filter(hold -> kind.selects(hold.kind())).map(Hold::held).toList();
      holds.removeIf(hold -> kind.selects(hold.kind()));
      return gone;
    } finally {
      lock.unlock();
    }
  }
}
