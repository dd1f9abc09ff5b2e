package dev.latchkey.domain.violation;

/** A value that counts. */
public final class Changes {
  private int count;

  public int next() {
    return count++;
  }
}
