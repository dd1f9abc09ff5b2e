package dev.latchkey.client.violation;

/** A secret in characters. */
public final class PlainClientSecret {
  final char[] clientSecret = {};
}
