package dev.latchkey.sandbox;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The certificate that a header names by its hashes (RFC 7515, sections 4.1.7 and 4.1.8). */
final class Thumbprints {

  private record Thumbprint(String algorithm, String hex) {

    boolean names(X509Certificate certificate) {
      try {
        return hex.equals(
            Thumbprints.hex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded())));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("no thumbprint could be computed", e);
      }
    }
  }

  private final List<Thumbprint> all = new ArrayList<>();

  private Thumbprints() {}

  static Thumbprints in(RecordedAssertion assertion) throws Refusal {
    Thumbprints found = new Thumbprints();
    found.add("SHA-1", assertion.headerText("x5t"));
    found.add("SHA-256", assertion.headerText("x5t#S256"));
    return found;
  }

  private void add(String algorithm, String text) throws Refusal {
    if (!text.isEmpty()) {
      all.add(new Thumbprint(algorithm, hex(decode(text))));
    }
  }

  /** Entra takes both alphabets, with padding and without; many clients rely on it. */
  private static byte[] decode(String text) throws Refusal {
    String unpadded = text.endsWith("=") ? text.substring(0, text.indexOf('=')) : text;
    try {
      return Base64.getUrlDecoder().decode(unpadded.replace('+', '-').replace('/', '_'));
    } catch (IllegalArgumentException e) {
      throw AssertionSignature.malformed("its thumbprint is not base64url");
    }
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().withUpperCase().formatHex(hash);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Tells whether the header names this certificate; where it has two hashes, by both. */
  boolean name(X509Certificate certificate) {
    return !all.isEmpty() && all.stream().allMatch(one -> one.names(certificate));
  }

  @Override
  public String toString() {
    return String.join(", ", all.stream().map(Thumbprint::hex).toList());
  }
}
