package dev.latchkey.spi.browser;

import java.util.Objects;

/**
 * The caller's judgement on what came: only an answer to this very flow may end the wait. Must be
 * safe for concurrent use and brief, since browsers open several connections, and must not throw.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RedirectCheck {

  /**
   * Judges what came.
   *
   * @param answer what a browser brought; perhaps from a stranger
   * @return what to show, and whether this was the answer
   */
  Verdict judge(RedirectAnswer answer);

  /**
   * What to do with what came.
   *
   * @param ends whether this was the answer, so that the wait is over
   * @param page what the browser is shown
   * @since 0.1
   */
  record Verdict(boolean ends, Page page) {
    /**
     * Checks that the page is there.
     *
     * @param ends whether this was the answer, so that the wait is over
     * @param page what the browser is shown
     */
    public Verdict {
      Objects.requireNonNull(page, "page");
    }

    /**
     * This was the answer, be it a code or an error.
     *
     * @param page what the browser is shown
     * @return the verdict
     */
    public static Verdict accepted(Page page) {
      return new Verdict(true, page);
    }

    /**
     * This was something else; the wait goes on.
     *
     * @param page what the browser is shown
     * @return the verdict
     */
    public static Verdict passedOver(Page page) {
      return new Verdict(false, page);
    }
  }
}
