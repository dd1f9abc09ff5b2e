package dev.latchkey.application.idtoken;

import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.crypto.TokenVerifier;

/** The parts of a JWT in compact form (RFC 7519, section 3), of which nothing is believed yet. */
final class JwtText {

  private final String encodedHeader;
  private final String encodedPayload;
  private final String encodedSignature;

  private JwtText(String encodedHeader, String encodedPayload, String encodedSignature) {
    this.encodedHeader = encodedHeader;
    this.encodedPayload = encodedPayload;
    this.encodedSignature = encodedSignature;
  }

  static JwtText parse(Secret jwt) {
    String compact = jwt.reveal();
    if (compact.length() > TokenVerifier.MAX_TOKEN_LENGTH) {
      throw new IllegalArgumentException(
          "it has more than " + TokenVerifier.MAX_TOKEN_LENGTH + " characters");
    }
    // Never split: a token of a million dots would become as many texts.
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new IllegalArgumentException("it does not have the three parts of a signed JWT");
    }
    return new JwtText(
        compact.substring(0, first),
        compact.substring(first + 1, second),
        compact.substring(second + 1));
  }

  /** Looks at the header and that there is a signature; whether it is right is not asked here. */
  void requireSigned() {
    JsonFields header = StrictJson.object(Base64Url.text("its header", encodedHeader));
    String algorithm = header.requiredText("alg");
    if (algorithm.equalsIgnoreCase("none")
        || Base64Url.decode("its signature", encodedSignature).length == 0) {
      throw new IllegalArgumentException("it is not signed");
    }
    if (header.names().contains("crit") || header.names().contains("b64")) {
      throw new IllegalArgumentException(
          "its header asks for an extension (crit, b64); none is known");
    }
  }

  /** {@return the claims, JSON text} */
  String payload() {
    return Base64Url.text("its payload", encodedPayload);
  }
}
