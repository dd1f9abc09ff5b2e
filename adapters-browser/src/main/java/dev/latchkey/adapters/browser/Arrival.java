package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.RedirectAnswer;

/** What a connection brought. */
sealed interface Arrival {

  /** An answer to some flow, perhaps a stranger's. */
  record Answer(RedirectAnswer answer) implements Arrival {}

  /** No answer to any flow. */
  record Refused(Refusal reason, boolean wantsBody) implements Arrival {
    Refused(Refusal reason) {
      this(reason, true);
    }
  }
}
