package dev.latchkey.application.credential;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one client in use. That of the client itself is opened at once, so that
 * mistakes show early; those of single requests when they are first used. Safe for concurrent use.
 */
public final class OpenCertificates {

  private static final int MOST_OTHERS = 1_000;
  private static final Duration OTHERS_KEPT = Duration.ofHours(12);

  private final Supplier<Crypto> crypto;
  private final KeyOpener opener;
  private final TimeSource time;
  private final RandomSource random;
  private final ExpiringMap<CertificateCredential, OpenCertificate> others;
  private final @Nullable OpenCertificate own;

  /**
   * Opens the client's own certificate.
   *
   * @param crypto opens keys and signs; asked for when the first certificate is opened
   * @param files reads keys and certificates
   * @param time the time of signatures
   * @param random the ids of assertions
   * @param own the client's own, or null if it has none
   */
  public OpenCertificates(
      Supplier<Crypto> crypto,
      FileReader files,
      TimeSource time,
      RandomSource random,
      @Nullable CertificateCredential own) {
    this.crypto = Objects.requireNonNull(crypto, "crypto");
    this.opener = new KeyOpener(crypto, files, time);
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.others = new ExpiringMap<>(MOST_OTHERS, OTHERS_KEPT, time);
    this.own = own == null ? null : open(own);
  }

  /**
   * Finds a certificate, and opens it if it is not open.
   *
   * @param credential which one
   * @return the certificate in use
   */
  public OpenCertificate of(CertificateCredential credential) {
    if (own != null && own.credential() == credential) {
      return own;
    }
    OpenCertificate open = others.get(credential);
    if (open == null) {
      open = open(credential);
      others.put(credential, open);
    }
    return open;
  }

  private OpenCertificate open(CertificateCredential credential) {
    return new OpenCertificate(credential, opener, crypto.get().assertionSigner(), time, random);
  }
}
