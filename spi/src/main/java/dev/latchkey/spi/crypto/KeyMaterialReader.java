package dev.latchkey.spi.crypto;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Reads private keys and certificates.
 *
 * <p>Obligations:
 *
 * <ul>
 *   <li>Safe for concurrent use.
 *   <li>A passphrase is neither kept nor changed: the caller clears it. No message holds it, nor
 *       any part of a key.
 *   <li>Input over the bounds is refused before it is parsed.
 *   <li>Failures tell apart: too large, too many certificates, no key, several keys, wrong
 *       passphrase, passphrase missing, not of this form.
 * </ul>
 *
 * @since 0.1
 */
public interface KeyMaterialReader {

  /** The most bytes that PEM text may have: 64 KiB. */
  int MAX_PEM_BYTES = 64 << 10;

  /** The most bytes that a PFX file may have: 1 MiB. */
  int MAX_PFX_BYTES = 1 << 20;

  /** The most certificates that are read at once. */
  int MAX_CERTIFICATES = 100;

  /**
   * Reads PEM text: one private key (PKCS#1, SEC 1 or PKCS#8, encrypted or not) and any number of
   * certificates, in any order among each other.
   *
   * @param pem the text, ASCII
   * @param passphrase opens an encrypted key; empty if there is none
   * @return the key, with the certificates in the order of the text
   * @throws dev.latchkey.domain.error.CryptoException if there is not exactly one key, or it cannot
   *     be read
   */
  KeyMaterial readPem(byte[] pem, char[] passphrase);

  /**
   * Reads certificates: PEM text, or the base64 form of one certificate without its markers. Other
   * things in the text are passed over, but a private key where no certificate is tells of two
   * files confused and is refused.
   *
   * @param pem the text, ASCII
   * @return the certificates in the order of the text; at least one
   * @throws dev.latchkey.domain.error.CryptoException if there is none, or one cannot be read
   */
  List<X509Certificate> readCertificates(byte[] pem);

  /**
   * Reads a PFX file (PKCS#12, RFC 7292).
   *
   * @param pfx its bytes
   * @param passphrase opens it; empty if there is none
   * @return its one key, with the certificates, that of the key first
   * @throws dev.latchkey.domain.error.CryptoException if it does not hold exactly one key with a
   *     certificate, or cannot be read
   */
  KeyMaterial readPfx(byte[] pfx, char[] passphrase);

  /**
   * Opens a key that does not leave its module (PKCS#11).
   *
   * @param configuration the configuration file of the Java runtime's PKCS#11 provider
   * @param pin opens the token; empty if there is none
   * @param alias names the key; empty if the token has but one
   * @return an opaque key that names its provider, with its certificates
   * @throws dev.latchkey.domain.error.CryptoException if the module cannot be opened or the key is
   *     not there
   */
  KeyMaterial openPkcs11(Path configuration, char[] pin, String alias);

  /**
   * Finds out whether material is fit to sign with, wherever it came from: an RSA key of at least
   * 2048 bits or an EC key on P-256, and, if there are certificates, one that belongs to the key
   * and is valid now. The key is asked for a signature to find out, an opaque one too.
   *
   * @param material the material, its certificates in any order
   * @param now the time
   * @return the material, the certificate of the key first, the others in their order
   * @throws dev.latchkey.domain.error.CryptoException if it is not fit
   */
  KeyMaterial checked(KeyMaterial material, Instant now);
}
