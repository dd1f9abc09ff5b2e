package dev.latchkey.application.violation.state;

/** A parameter in disguise. */
public final class RemembersPerThread {
  static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

  private RemembersPerThread() {}
}
