package dev.latchkey.domain.violation;

/** A token that prints. */
public record PlainToken(String token) {}
