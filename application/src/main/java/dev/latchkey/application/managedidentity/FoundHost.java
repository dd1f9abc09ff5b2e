package dev.latchkey.application.managedidentity;

import dev.latchkey.spi.identity.ManagedIdentityBackend;
import java.util.List;

/**
 * The back end that will be asked, and why that one.
 *
 * @param backend the back end
 * @param reason which sign of it was seen
 * @param missed the back ends before it, each with the sign that was missed
 */
public record FoundHost(ManagedIdentityBackend backend, String reason, List<String> missed) {

  /**
   * Copies the list.
   *
   * @param backend the back end
   * @param reason which sign of it was seen
   * @param missed the back ends before it, each with the sign that was missed
   */
  public FoundHost {
    missed = List.copyOf(missed);
  }

  String search() {
    return missed.isEmpty() ? "" : "; looked before for " + String.join(", ", missed);
  }
}
