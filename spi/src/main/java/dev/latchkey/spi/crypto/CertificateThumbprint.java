package dev.latchkey.spi.crypto;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * Tells one certificate from every other: a digest of its DER form (RFC 7515, sections 4.1.7 and
 * 4.1.8).
 *
 * @param kind which digest
 * @param value the digest in base64url without padding, as headers carry it
 * @since 0.1
 */
public record CertificateThumbprint(Kind kind, String value) {

  /**
   * Checks length and alphabet.
   *
   * @param kind which digest
   * @param value the digest in base64url without padding, as headers carry it
   * @throws IllegalArgumentException if the text is no such digest
   */
  public CertificateThumbprint {
    Objects.requireNonNull(kind, "kind");
    if (Objects.requireNonNull(value, "thumbprint").length() != (kind.bytes * 4 + 2) / 3
        || !value.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException(
          "thumbprint is not " + kind.bytes + " bytes in base64url without padding");
    }
  }

  /**
   * Reads a thumbprint as portals and openssl write it.
   *
   * @param hex 40 hexadecimal digits for SHA-1, 64 for SHA-256; colons and blanks between them are
   *     skipped
   * @return the thumbprint
   * @throws IllegalArgumentException if it is neither
   */
  public static CertificateThumbprint ofHex(String hex) {
    String digits = Objects.requireNonNull(hex, "thumbprint").replaceAll("[:\\s]", "");
    if (!digits.matches("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}")) {
      throw new IllegalArgumentException(
          "thumbprint is neither 40 (SHA-1) nor 64 (SHA-256) hexadecimal digits");
    }
    return of(
        digits.length() == 40 ? Kind.SHA1 : Kind.SHA256,
        HexFormat.of().parseHex(digits.toLowerCase(Locale.ROOT)));
  }

  /**
   * Computes the thumbprint of a certificate.
   *
   * @param kind which digest
   * @param certificate the certificate
   * @return its thumbprint
   */
  public static CertificateThumbprint of(Kind kind, X509Certificate certificate) {
    try {
      return of(kind, MessageDigest.getInstance(kind.digest).digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has " + kind.digest, e);
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("certificate has no DER form", e);
    }
  }

  private static CertificateThumbprint of(Kind kind, byte[] digest) {
    return new CertificateThumbprint(
        kind, Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
  }

  /** {@return the digest in lower-case hexadecimal digits} */
  public String hex() {
    return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(value));
  }

  /**
   * The digests that headers name.
   *
   * @since 0.1
   */
  public enum Kind {
    /** SHA-1, where an authority knows no other. */
    SHA1("x5t", "SHA-1", 20),
    /** SHA-256. */
    SHA256("x5t#S256", "SHA-256", 32);

    private final String header;
    private final String digest;
    private final int bytes;

    Kind(String header, String digest, int bytes) {
      this.header = header;
      this.digest = digest;
      this.bytes = bytes;
    }

    /** {@return the member of a JWS header that carries it} */
    public String header() {
      return header;
    }
  }
}
