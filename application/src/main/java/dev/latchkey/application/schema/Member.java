package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonPieces;

/** What stands under one key of a section, understood or not. Immutable. */
sealed interface Member permits Row, OtherMember {

  /** {@return its key, which no other member of the section has} */
  String key();

  /** Writes it as it was read. */
  void write(JsonPieces json);
}
