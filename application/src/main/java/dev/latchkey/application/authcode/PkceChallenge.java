package dev.latchkey.application.authcode;

import dev.latchkey.domain.credential.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The transformation S256 (RFC 7636, section 4.2). There is no other: plain protects nothing. */
final class PkceChallenge {

  private PkceChallenge() {}

  static String of(Secret codeVerifier) {
    try {
      byte[] text = codeVerifier.reveal().getBytes(StandardCharsets.US_ASCII);
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
