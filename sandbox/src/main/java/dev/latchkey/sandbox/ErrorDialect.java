package dev.latchkey.sandbox;

import java.util.Map;

/** Puts a refusal in the words of one kind of server. */
interface ErrorDialect {

  Answer answer(RecordedRequest request, Refusal refusal);

  /** Returns what is sent to a redirect address (RFC 6749, section 4.1.2.1). */
  Map<String, String> parameters(RecordedRequest request, Refusal refusal);
}
