package dev.latchkey.adapters.other.violation;

/** Another adapter. */
public interface Neighbour {}
