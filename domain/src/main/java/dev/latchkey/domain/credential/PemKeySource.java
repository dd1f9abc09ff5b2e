package dev.latchkey.domain.credential;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key in PEM form, and its certificates in the same or another text. Immutable; the key does not
 * print.
 *
 * @since 0.1
 */
public final class PemKeySource implements KeySource {

  private final @Nullable Path keyFile;
  private final @Nullable Secret keyText;
  private final @Nullable Path certificateFile;
  private final @Nullable String certificateText;
  private final Passphrase passphrase;

  private PemKeySource(
      @Nullable Path keyFile,
      @Nullable Secret keyText,
      @Nullable Path certificateFile,
      @Nullable String certificateText,
      Passphrase passphrase) {
    this.keyFile = keyFile;
    this.keyText = keyText;
    this.certificateFile = certificateFile;
    this.certificateText = certificateText;
    this.passphrase = passphrase;
  }

  static PemKeySource of(Path key) {
    return new PemKeySource(
        Objects.requireNonNull(key, "key file"), null, null, null, Passphrase.none());
  }

  static PemKeySource of(Secret key) {
    return new PemKeySource(
        null, Objects.requireNonNull(key, "key"), null, null, Passphrase.none());
  }

  /**
   * Reads the certificates from another file.
   *
   * @param file PEM, the certificate of the key and any that certify it, of at most 64 KiB
   * @return a copy with it
   */
  public PemKeySource certificate(Path file) {
    return new PemKeySource(
        keyFile, keyText, Objects.requireNonNull(file, "certificate file"), null, passphrase);
  }

  /**
   * Takes the certificates from a text.
   *
   * @param pem PEM, or the base64 form of one certificate, of at most 64 KiB
   * @return a copy with it
   */
  public PemKeySource certificate(String pem) {
    return new PemKeySource(
        keyFile, keyText, null, Objects.requireNonNull(pem, "certificate"), passphrase);
  }

  /**
   * Opens an encrypted key.
   *
   * @param value its passphrase
   * @return a copy with it
   */
  public PemKeySource passphrase(Passphrase value) {
    return new PemKeySource(
        keyFile,
        keyText,
        certificateFile,
        certificateText,
        Objects.requireNonNull(value, "passphrase"));
  }

  /** {@return the file with the key, unless it is given as text} */
  public Optional<Path> keyFile() {
    return Optional.ofNullable(keyFile);
  }

  /** {@return the key as text, unless it is in a file} */
  public Optional<Secret> keyText() {
    return Optional.ofNullable(keyText);
  }

  /** {@return the file with the certificates, if they have one of their own} */
  public Optional<Path> certificateFile() {
    return Optional.ofNullable(certificateFile);
  }

  /** {@return the certificates as text, if they are given so} */
  public Optional<String> certificateText() {
    return Optional.ofNullable(certificateText);
  }

  /** {@return what opens the key} */
  public Passphrase passphrase() {
    return passphrase;
  }

  /** {@return where the key comes from, never the key} */
  @Override
  public String toString() {
    return "PemKeySource[" + (keyFile == null ? "text" : keyFile) + "]";
  }
}
