package org.springframework.violation;

/** Stands in for a library that no module of ours brings yet. */
public interface Spring {}
