package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;

/** A token, and whether its signature is worth anything. */
record SignedToken(String name, boolean isGenuine, String text) {

  static SignedToken genuine(String name, String input, byte[] signature) {
    return new SignedToken(name, true, input + "." + encode(signature));
  }

  static SignedToken forged(String name, String input, byte[] signature) {
    return new SignedToken(name, false, input + "." + encode(signature));
  }

  /** What is signed: a header that names algorithm and key, and a payload. */
  static String input(String algorithm, String keyId, String payload) {
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + keyId + "\"}";
    return encode(header.getBytes(UTF_8)) + "." + encode(payload.getBytes(UTF_8));
  }

  static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(it -> it.length).sum();
    byte[] all = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** The lowest bytes of a number. */
  static byte[] fixed(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int kept = Math.min(length, bytes.length);
    System.arraycopy(bytes, bytes.length - kept, fixed, length - kept, kept);
    return fixed;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
