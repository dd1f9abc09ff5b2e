package dev.latchkey.spi.identity;

import java.util.Objects;

/**
 * Whether a back end is here, and how that was found out.
 *
 * @param here whether it is
 * @param reason which sign was seen or missed; no value of a variable
 * @since 0.1
 */
public record Presence(boolean here, String reason) {

  /**
   * Checks that the reason is there.
   *
   * @param here whether it is
   * @param reason which sign was seen or missed; no value of a variable
   */
  public Presence {
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * The back end is here.
   *
   * @param reason which sign was seen
   * @return the finding
   */
  public static Presence here(String reason) {
    return new Presence(true, reason);
  }

  /**
   * The back end is not here.
   *
   * @param reason which sign was missed
   * @return the finding
   */
  public static Presence absent(String reason) {
    return new Presence(false, reason);
  }
}
