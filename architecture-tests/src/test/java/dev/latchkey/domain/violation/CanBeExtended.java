package dev.latchkey.domain.violation;

/** A value that others can make changeable. */
public class CanBeExtended {}
