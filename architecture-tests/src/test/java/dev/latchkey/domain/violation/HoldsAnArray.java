package dev.latchkey.domain.violation;

/** A value whose inside can be changed from outside. */
@SuppressWarnings("ArrayRecordComponent") // which is the fault
public record HoldsAnArray(byte[] bytes) {}
