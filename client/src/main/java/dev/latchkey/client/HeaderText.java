package dev.latchkey.client;

import java.util.Objects;

/** Text that goes into a header. */
final class HeaderText {

  private HeaderText() {}

  static String checked(String what, String value) {
    if (Objects.requireNonNull(value, what).isBlank()) {
      throw new IllegalArgumentException(what + " is empty; leave the option out instead");
    }
    if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(what + " has characters that no header may have");
    }
    return value;
  }
}
