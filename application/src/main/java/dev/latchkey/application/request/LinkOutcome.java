package dev.latchkey.application.request;

import java.util.Objects;

/**
 * What came of one link of a credential chain.
 *
 * @param link its name
 * @param worked whether it gave a token
 * @param words how, or why not; no secret and no value of a variable
 * @since 0.1
 */
public record LinkOutcome(String link, boolean worked, String words) {

  /**
   * Checks that all are there.
   *
   * @param link its name
   * @param worked whether it gave a token
   * @param words how, or why not; no secret and no value of a variable
   */
  public LinkOutcome {
    Objects.requireNonNull(link, "link");
    Objects.requireNonNull(words, "words");
  }

  /** {@return the name, and in brackets the words} */
  @Override
  public String toString() {
    return link + " (" + words + ")";
  }
}
