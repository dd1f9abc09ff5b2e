package dev.latchkey.domain.violation;

import java.io.Serializable;

/** A value for Java serialization. */
@SuppressWarnings("serial")
public record TravelsFar(String name) implements Serializable {}
