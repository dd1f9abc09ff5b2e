package dev.latchkey.application.violation.library;

import org.jose4j.jws.JsonWebSignature;

/** A library outside its room. */
public interface UsesJose4j {
  JsonWebSignature library();
}
