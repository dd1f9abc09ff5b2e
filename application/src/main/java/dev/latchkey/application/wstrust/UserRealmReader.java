package dev.latchkey.application.wstrust;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Excerpt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks and reads the user realm (Entra). */
final class UserRealmReader {

  private static final String USUAL_AUDIENCE = "urn:federation:MicrosoftOnline";
  private static final int LONGEST_AUDIENCE = 1024;
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private UserRealmReader() {}

  /** {@return where the realm of a user is asked for} */
  static URI question(URI authority, String username) {
    return authority.resolve("/common/userrealm/" + encoded(username) + "?api-version=1.0");
  }

  // RFC 3986, section 2.1. A form's encoding would turn a space into a plus, which paths keep.
  private static String encoded(String text) {
    StringBuilder segment = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(octet) >= 0) {
        segment.append((char) octet);
      } else {
        segment.append(String.format(Locale.ROOT, "%%%02X", octet & 0xff));
      }
    }
    return segment.toString();
  }

  /**
   * Reads an answer.
   *
   * @param json the answer
   * @return the realm
   * @throws IllegalArgumentException saying what is wrong, without any of the content
   */
  static UserRealm read(String json) {
    JsonFields fields = StrictJson.object(json);
    UserRealm.Kind kind = kind(fields.text("account_type"));
    if (kind != UserRealm.Kind.FEDERATED) {
      return new UserRealm(kind, null, null, USUAL_AUDIENCE);
    }
    String audience = audience(fields.text("cloud_audience_urn"));
    String metadata = fields.text("federation_metadata_url");
    if (metadata != null && !metadata.isBlank()) {
      URI uri = FederationUrl.parse("federation_metadata_url", metadata);
      return new UserRealm(kind, uri, null, audience);
    }
    return new UserRealm(kind, null, endpoint(fields), audience);
  }

  private static UserRealm.Kind kind(@Nullable String type) {
    if ("Federated".equalsIgnoreCase(type)) {
      return UserRealm.Kind.FEDERATED;
    }
    return "Managed".equalsIgnoreCase(type) ? UserRealm.Kind.MANAGED : UserRealm.Kind.UNKNOWN;
  }

  private static String audience(@Nullable String urn) {
    if (urn == null || urn.isBlank()) {
      return USUAL_AUDIENCE;
    }
    if (urn.length() > LONGEST_AUDIENCE || !XmlEscape.isLegal(urn)) {
      throw new IllegalArgumentException("cloud_audience_urn is too long or has odd characters");
    }
    return urn;
  }

  private static WsTrustEndpoint endpoint(JsonFields fields) {
    String active = fields.text("federation_active_auth_url");
    if (active == null || active.isBlank()) {
      String protocol = fields.text("federation_protocol");
      throw new IllegalArgumentException(
          "the domain is federated by "
              + (protocol == null ? "no named protocol" : Excerpt.of(protocol))
              + " without an address that takes passwords");
    }
    URI address = FederationUrl.parse("federation_active_auth_url", active);
    WsTrustVersion version = WsTrustVersion.ofPath(address);
    if (version == null) {
      throw new IllegalArgumentException(
          "federation_active_auth_url does not tell which WS-Trust it speaks");
    }
    return new WsTrustEndpoint(address, version);
  }
}
