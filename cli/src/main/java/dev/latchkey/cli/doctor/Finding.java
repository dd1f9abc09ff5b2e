package dev.latchkey.cli.doctor;

import dev.latchkey.cli.text.SafeLine;

/**
 * What a check found.
 *
 * @param verdict how bad it is
 * @param subject what was looked at
 * @param words what was seen and, if something is wrong, what to do
 */
public record Finding(Verdict verdict, String subject, String words) {

  /** How bad it is. */
  public enum Verdict {
    /** As it should be. */
    OK,
    /** Works, and may surprise. */
    WARN,
    /** Does not work. */
    FAIL
  }

  static Finding ok(String subject, String words) {
    return new Finding(Verdict.OK, subject, SafeLine.of(words));
  }

  static Finding warn(String subject, String words) {
    return new Finding(Verdict.WARN, subject, SafeLine.of(words));
  }

  static Finding fail(String subject, String words) {
    return new Finding(Verdict.FAIL, subject, SafeLine.of(words));
  }
}
