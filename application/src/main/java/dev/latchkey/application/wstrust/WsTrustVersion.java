package dev.latchkey.application.wstrust;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The versions of WS-Trust that federation servers speak, the better one first. */
enum WsTrustVersion {
  V13(
      "http://docs.oasis-open.org/ws-sx/ws-trust/200512",
      "http://docs.oasis-open.org/ws-sx/ws-trust/200512/Bearer",
      "/trust/13/usernamemixed"),
  V2005(
      "http://schemas.xmlsoap.org/ws/2005/02/trust",
      "http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey",
      "/trust/2005/usernamemixed");

  private final String namespace;
  private final String keyType;
  private final String path;

  WsTrustVersion(String namespace, String keyType, String path) {
    this.namespace = namespace;
    this.keyType = keyType;
    this.path = path;
  }

  static @Nullable WsTrustVersion ofAction(@Nullable String action) {
    for (WsTrustVersion version : values()) {
      if (version.action().equals(action)) {
        return version;
      }
    }
    return null;
  }

  /** {@return the version whose usual path is in the address, or null} */
  static @Nullable WsTrustVersion ofPath(URI address) {
    for (WsTrustVersion version : values()) {
      if (address.getPath().toLowerCase(Locale.ROOT).contains(version.path)) {
        return version;
      }
    }
    return null;
  }

  String namespace() {
    return namespace;
  }

  String action() {
    return namespace + "/RST/Issue";
  }

  String requestType() {
    return namespace + "/Issue";
  }

  String keyType() {
    return keyType;
  }
}
