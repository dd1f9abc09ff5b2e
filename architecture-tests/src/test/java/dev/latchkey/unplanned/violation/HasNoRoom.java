package dev.latchkey.unplanned.violation;

/** A package that the plan of the house does not have. */
public interface HasNoRoom {}
