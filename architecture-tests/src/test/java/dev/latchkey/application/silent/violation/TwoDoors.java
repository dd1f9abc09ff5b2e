package dev.latchkey.application.silent.violation;

/** A use case that is two. */
public final class TwoDoors {

  public void acquire() {}

  public void cancel() {}
}
