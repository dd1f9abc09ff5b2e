package dev.latchkey.application.schema;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonPieces;
import dev.latchkey.application.json.JsonText;

/** A member that is not understood. Somebody else may, so it stays where it is. Immutable. */
final class OtherMember implements Member {

  private final String key;
  private final JsonFields value;

  /**
   * Keeps a member.
   *
   * @param key its key
   * @param content what it is a member of
   */
  OtherMember(String key, JsonFields content) {
    this.key = key;
    this.value = new JsonText().copy(key, content).compact();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void write(JsonPieces json) {
    json.copy(key, value);
  }
}
