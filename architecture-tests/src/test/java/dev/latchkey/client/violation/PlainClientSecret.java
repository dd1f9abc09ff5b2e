package dev.latchkey.client.violation;

/** A secret with a longer name and a shorter type. */
public final class PlainClientSecret {
  final CharSequence clientSecret = "";
}
