package dev.latchkey.spi.violation;

import jakarta.json.JsonObject;

/** A port that shows a library. */
public interface SpeaksLibrary {
  JsonObject settings();
}
