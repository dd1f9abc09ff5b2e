package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.FailureDetails;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What came back for a call: one text, one number, nothing, or an error. */
final class Reply {

  private final byte[] body;
  private final boolean isLittle;
  private final @Nullable String error;

  private Reply(byte[] body, boolean isLittle, @Nullable String error) {
    this.body = body;
    this.isLittle = isLittle;
    this.error = error;
  }

  static Reply of(byte[] body, boolean isLittle) {
    return new Reply(body, isLittle, null);
  }

  /** Only its name is kept: the text of an error may name a person. */
  static Reply error(@Nullable String name) {
    return new Reply(
        new byte[0],
        true,
        name != null && name.matches("[A-Za-z0-9_.]{1,255}") ? name : "an unnamed error");
  }

  boolean isError() {
    return error != null;
  }

  private void requireAnswer() {
    if (error != null) {
      // Services come and go, and a call that one did not live to answer may go well next time.
      throw new BrokerException(
          "the identity broker failed below its own answers: " + error,
          FailureDetails.none(),
          null,
          !error.endsWith("UnknownMethod") && !error.endsWith("AccessDenied"));
    }
  }

  String text() {
    requireAnswer();
    int length = body.length < 4 ? -1 : BusMessages.number(body, 0, isLittle);
    if (length < 0 || length > body.length - 5) {
      throw new BrokerException("an answer on the session bus is no text");
    }
    return new String(body, 4, length, StandardCharsets.UTF_8);
  }

  long number() {
    requireAnswer();
    if (body.length != 4) {
      throw new BrokerException("an answer on the session bus is no number");
    }
    return BusMessages.number(body, 0, isLittle) & 0xffffffffL;
  }
}
