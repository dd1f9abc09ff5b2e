package dev.latchkey.application.violation.library;

import jakarta.json.JsonObject;

/** A library outside its room. */
public interface UsesJson {
  JsonObject library();
}
