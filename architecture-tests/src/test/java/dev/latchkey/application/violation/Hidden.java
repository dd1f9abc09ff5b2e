package dev.latchkey.application.violation;

/** Not one of the requests. */
public interface Hidden {}
