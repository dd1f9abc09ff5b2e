package dev.latchkey.spi.violation;

/** A port, for the domain to look at. */
public interface Port {}
