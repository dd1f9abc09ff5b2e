package dev.latchkey.application.idtoken;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import java.util.Objects;
import java.util.Optional;

/**
 * Who the person is across tenants, as Entra tells beside its tokens in {@code client_info}. Names
 * a person, so it does not print.
 *
 * @param uid the person's object in the home tenant; for B2C with the policy at its end
 * @param utid the home tenant
 */
public record ClientInfo(String uid, String utid) {

  private static final int LONGEST = 8 << 10;

  /**
   * Checks that both are there.
   *
   * @param uid the person's object in the home tenant; for B2C with the policy at its end
   * @param utid the home tenant
   */
  public ClientInfo {
    Objects.requireNonNull(uid, "uid");
    Objects.requireNonNull(utid, "utid");
  }

  /**
   * Reads the member of a token response.
   *
   * @param encoded JSON in base64url, with or without padding; may be empty
   * @return who the person is; empty if it does not name both person and tenant
   * @throws IllegalArgumentException if it cannot be read; the message shows nothing of it
   */
  public static Optional<ClientInfo> parse(String encoded) {
    if (encoded.isEmpty()) {
      return Optional.empty();
    }
    if (encoded.length() > LONGEST) {
      throw new IllegalArgumentException("client_info has more than " + LONGEST + " characters");
    }
    JsonFields fields;
    try {
      fields = StrictJson.object(Base64Url.text("client_info", withoutPadding(encoded)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("client_info cannot be read: " + e.getMessage());
    }
    String uid = part(fields, "uid");
    String utid = part(fields, "utid");
    return uid.isEmpty() || utid.isEmpty()
        ? Optional.empty()
        : Optional.of(new ClientInfo(uid, utid));
  }

  private static String withoutPadding(String encoded) {
    boolean isPadded = encoded.length() % 4 == 0 && encoded.endsWith("=");
    return !isPadded
        ? encoded
        : encoded.substring(0, encoded.length() - (encoded.endsWith("==") ? 2 : 1));
  }

  // They become a home account id, which holds visible ASCII only.
  private static String part(JsonFields fields, String name) {
    String value = fields.text(name);
    if (value == null) {
      return "";
    }
    if (value.length() > 255 || !isVisible(value)) {
      throw new IllegalArgumentException(
          "client_info has a " + name + " that is longer than 255 or not visible ASCII");
    }
    return value;
  }

  private static boolean isVisible(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** {@return a fixed text: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "ClientInfo[hidden]";
  }
}
