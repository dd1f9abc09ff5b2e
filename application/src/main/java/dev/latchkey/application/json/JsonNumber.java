package dev.latchkey.application.json;

/**
 * A number as it was written. Nothing is computed before somebody asks, so no exponent can cost.
 *
 * @param text the number's text
 */
record JsonNumber(String text) {}
