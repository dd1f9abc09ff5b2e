package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.TokenVerifier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** A token taken apart, of which nothing is believed yet. */
final class CompactJws {

  private static final int MAX_HEADER_LENGTH = 16 << 10;

  private final String compact;
  private final String header;
  private final String payload;
  private final Map<String, Object> members;

  private CompactJws(String compact, String header, String payload, Map<String, Object> members) {
    this.compact = compact;
    this.header = header;
    this.payload = payload;
    this.members = members;
  }

  static CompactJws parse(String compact) {
    if (compact.length() > TokenVerifier.MAX_TOKEN_LENGTH) {
      throw new CryptoException(
          "token has more than " + TokenVerifier.MAX_TOKEN_LENGTH + " characters");
    }
    int first = compact.indexOf('.');
    int second = compact.indexOf('.', first + 1);
    if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
      throw new CryptoException("token does not have the three parts of a compact JWS");
    }
    if (first > MAX_HEADER_LENGTH) {
      throw new CryptoException("token header has more than " + MAX_HEADER_LENGTH + " characters");
    }
    String header = text("header", compact.substring(0, first));
    String payload = text("payload", compact.substring(first + 1, second));
    if (Base64Url.decode(compact.substring(second + 1)).isEmpty()) {
      throw new CryptoException("token signature is not base64url without padding");
    }
    return new CompactJws(compact, header, payload, members(header));
  }

  private static String text(String part, String encoded) {
    byte[] bytes =
        Base64Url.decode(encoded)
            .orElseThrow(
                () -> new CryptoException("token " + part + " is not base64url without padding"));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new CryptoException("token " + part + " is not UTF-8");
    }
  }

  private static Map<String, Object> members(String header) {
    Map<String, Object> members;
    try {
      members = JsonUtil.parseJson(header);
    } catch (JoseException e) {
      throw new CryptoException("token header is not a JSON object with distinct names");
    }
    if (members.containsKey("crit") || members.containsKey("b64")) {
      throw new CryptoException("token header asks for an extension (crit, b64); none is known");
    }
    return members;
  }

  /** The signed text and its signature, as they came. */
  String compact() {
    return compact;
  }

  String header() {
    return header;
  }

  String payload() {
    return payload;
  }

  SigningAlgorithm algorithm(Set<SigningAlgorithm> allowed) {
    Object name = members.get("alg");
    return allowed.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CryptoException(
                    "token is not signed with an algorithm that is allowed: " + allowed));
  }

  Optional<String> keyId() {
    @Nullable Object keyId = members.get("kid");
    if (keyId == null) {
      return Optional.empty();
    }
    if (keyId instanceof String text) {
      return Optional.of(text);
    }
    throw new CryptoException("token header names its key (kid) by something that is no text");
  }
}
