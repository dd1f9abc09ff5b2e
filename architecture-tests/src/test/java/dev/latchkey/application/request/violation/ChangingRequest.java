package dev.latchkey.application.request.violation;

/** A request with a setter. */
public final class ChangingRequest {
  private boolean forceRefresh;

  public void forceRefresh(boolean value) {
    this.forceRefresh = value;
  }

  public boolean forceRefresh() {
    return forceRefresh;
  }
}
