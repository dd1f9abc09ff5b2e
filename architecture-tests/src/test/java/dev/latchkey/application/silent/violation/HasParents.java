package dev.latchkey.application.silent.violation;

/** A use case that inherits, and can be inherited from. */
public class HasParents extends Thread {

  @Override
  public void run() {}
}
