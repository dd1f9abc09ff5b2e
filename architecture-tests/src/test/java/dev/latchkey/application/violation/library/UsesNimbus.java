package dev.latchkey.application.violation.library;

import com.nimbusds.jose.JWSObject;

/** A library outside its room. */
public interface UsesNimbus {
  JWSObject library();
}
