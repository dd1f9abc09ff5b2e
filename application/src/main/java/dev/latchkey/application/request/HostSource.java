package dev.latchkey.application.request;

import java.util.List;
import java.util.Objects;

/**
 * Which kind of host gives the tokens, and how that was found out.
 *
 * @param name its name, such as {@code imds}
 * @param reason which sign of it was seen; no value of a variable
 * @param missed the kinds that come before it, each with the sign that was missed
 * @since 0.1
 */
public record HostSource(String name, String reason, List<String> missed) {

  /**
   * Checks that all are there.
   *
   * @param name its name, such as {@code imds}
   * @param reason which sign of it was seen; no value of a variable
   * @param missed the kinds that come before it, each with the sign that was missed
   */
  public HostSource {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(reason, "reason");
    missed = List.copyOf(missed);
  }
}
