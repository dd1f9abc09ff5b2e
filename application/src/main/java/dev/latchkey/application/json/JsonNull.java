package dev.latchkey.application.json;

/** The JSON value null, which is not the same as an absent member. */
enum JsonNull {
  INSTANCE
}
