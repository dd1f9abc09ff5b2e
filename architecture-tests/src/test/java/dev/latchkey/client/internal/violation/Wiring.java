package dev.latchkey.client.internal.violation;

/** Public for the client only. */
public interface Wiring {}
