package dev.latchkey.adapters.browser;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open connections, the oldest first. There is always room for one more: it takes the place of
 * the one that has kept us waiting longest.
 */
final class Connections {

  private static final int MOST = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Set<Connection> open = new LinkedHashSet<>();
  private boolean closed;

  /** {@return whether there was room} */
  boolean admit(Connection newcomer) {
    Connection oldest = null;
    lock.lock();
    try {
      if (open.size() >= MOST) {
        oldest = open.stream().filter(it -> !it.isJudged()).findFirst().orElse(null);
      }
      if (closed || open.size() >= MOST && oldest == null) {
        return false;
      }
      if (oldest != null) {
        open.remove(oldest);
      }
      open.add(newcomer);
    } finally {
      lock.unlock();
    }
    if (oldest != null) {
      oldest.cut();
    }
    return true;
  }

  void leave(Connection connection) {
    lock.lock();
    try {
      open.remove(connection);
    } finally {
      lock.unlock();
    }
  }

  void close() {
    List<Connection> rest;
    lock.lock();
    try {
      closed = true;
      rest = List.copyOf(open);
    } finally {
      lock.unlock();
    }
    rest.forEach(Connection::cut);
  }
}
