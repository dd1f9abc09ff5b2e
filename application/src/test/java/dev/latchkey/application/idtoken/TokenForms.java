package dev.latchkey.application.idtoken;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** Signs payloads, and does to the text what a row of the corpus wants. */
final class TokenForms {

  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private final TestSigner signer;

  TokenForms(TestSigner signer) {
    this.signer = signer;
  }

  String token(String payload, String form) {
    int colon = form.indexOf(':');
    String kind = colon < 0 ? form : form.substring(0, colon);
    String given =
        CorpusRow.filled(colon < 0 ? "" : form.substring(colon + 1).replace('~', ' '), 0);
    return switch (kind) {
      case "-" -> signed(payload);
      case "text" -> given;
      case "header" -> signer.sign(given, bytes(payload));
      case "payload" -> signed(given);
      case "behind" -> signed(payload + given);
      case "twice" -> signed(open(payload) + "," + given + "}");
      case "nested" -> signed(with(payload, "[".repeat(length(given)) + "]".repeat(length(given))));
      case "filled" -> signed(with(payload, "\"" + "x".repeat(length(given)) + "\""));
      case "byte-order-mark" -> signed("\ufeff" + payload);
      case "not-utf8" -> signer.sign(signer.header(), broken(payload, "ff"));
      case "overlong" -> signer.sign(signer.header(), broken(payload, "c0af"));
      default -> mangled(kind, signed(payload).split("\\.", -1));
    };
  }

  private static String mangled(String kind, String[] parts) {
    String whole = String.join(".", parts);
    return switch (kind) {
      case "two-parts" -> parts[0] + "." + parts[1];
      case "four-parts" -> whole + "." + parts[2];
      case "five-parts" -> whole + "." + parts[2] + "." + parts[2];
      case "many-dots" -> ".".repeat(1_000_000);
      case "dots" -> ".".repeat(50_000);
      case "no-header" -> "." + parts[1] + "." + parts[2];
      case "no-payload" -> parts[0] + ".." + parts[2];
      case "no-signature" -> parts[0] + "." + parts[1] + ".";
      case "padded" -> parts[0] + "." + padded(parts[1]) + "." + parts[2];
      case "other-alphabet" ->
          parts[0] + "." + parts[1].replace('-', '+').replace('_', '/') + "." + parts[2];
      case "stray-bit" -> parts[0] + "." + parts[1] + "." + strayBit(parts[2]);
      case "line-break" ->
          parts[0]
              + "."
              + parts[1].substring(0, 64)
              + "\n"
              + parts[1].substring(64)
              + "."
              + parts[2];
      case "blank-in-front" -> " " + whole;
      case "line-feed-behind" -> whole + "\n";
      case "quoted" -> "\"" + whole + "\"";
      case "bearer" -> "Bearer " + whole;
      case "odd-signature" -> parts[0] + "." + parts[1] + ".s*g";
      default -> throw new IllegalArgumentException("unknown form " + kind);
    };
  }

  private String signed(String payload) {
    return signer.sign(signer.header(), bytes(payload));
  }

  private static int length(String text) {
    return Integer.parseInt(text);
  }

  private static String with(String payload, String value) {
    return open(payload) + ",\"more\":" + value + "}";
  }

  private static String open(String payload) {
    return payload.substring(0, payload.length() - 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] broken(String payload, String hex) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(bytes(open(payload) + ",\"more\":\""));
    all.writeBytes(HexFormat.of().parseHex(hex));
    all.writeBytes(bytes("\"}"));
    return all.toByteArray();
  }

  // The length is made one that needs padding, so that there is some to add.
  private static String padded(String part) {
    byte[] decoded = Base64.getUrlDecoder().decode(part);
    byte[] fit = Arrays.copyOf(decoded, decoded.length + (4 - decoded.length % 3) % 3);
    Arrays.fill(fit, decoded.length, fit.length, (byte) ' ');
    String padded = Base64.getUrlEncoder().encodeToString(fit);
    if (!padded.endsWith("=")) {
      throw new AssertionError(padded.length());
    }
    return padded;
  }

  // 256 and 64 bytes leave unused bits in the last character.
  private static String strayBit(String part) {
    byte[] decoded = Base64.getUrlDecoder().decode(part);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    String changed =
        part.substring(0, part.length() - 1)
            + alphabet.charAt(alphabet.indexOf(part.charAt(part.length() - 1)) + 1);
    if (!Arrays.equals(decoded, Base64.getUrlDecoder().decode(changed))) {
      throw new AssertionError(BASE64URL.encodeToString(decoded));
    }
    return changed;
  }
}
