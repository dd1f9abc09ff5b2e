package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * A throw-away key with its X.509 certificate (RFC 5280), for tests of clients that prove
 * themselves with one.
 *
 * <pre>{@code
 * TestCertificate root = TestCertificate.builder("CN=root").authority().build();
 * TestCertificate leaf = TestCertificate.builder("CN=daemon").issuer(root).build();
 * }</pre>
 *
 * <p>Without further settings it is valid from 2020 until the end of 2049, so that a test may set
 * its clock as it likes. The key lies open in memory and in what the methods return: it must guard
 * nothing. Immutable; {@link #toString()} shows the subject alone.
 *
 * @since 0.1
 */
public final class TestCertificate {

  private static final char[] NO_PASSWORD = new char[0];

  private final KeyPair keys;
  private final List<X509Certificate> chain;

  private TestCertificate(KeyPair keys, List<X509Certificate> chain) {
    this.keys = keys;
    this.chain = List.copyOf(chain);
  }

  /**
   * Makes a self-signed certificate with an RSA key of 2048 bits.
   *
   * @param subject a distinguished name as RFC 4514 writes it, such as {@code CN=daemon,O=Contoso}
   * @return a new key with its certificate
   * @throws IllegalArgumentException if the subject is no distinguished name
   * @since 0.1
   */
  public static TestCertificate rsa(String subject) {
    return builder(subject).build();
  }

  /**
   * Makes a self-signed certificate with an elliptic key on P-256.
   *
   * @param subject a distinguished name as RFC 4514 writes it
   * @return a new key with its certificate
   * @throws IllegalArgumentException if the subject is no distinguished name
   * @since 0.1
   */
  public static TestCertificate ec(String subject) {
    return builder(subject).ec().build();
  }

  /**
   * Begins a self-signed certificate with an RSA key.
   *
   * @param subject a distinguished name as RFC 4514 writes it
   * @return a new builder
   * @throws IllegalArgumentException if the subject is no distinguished name
   * @since 0.1
   */
  public static Builder builder(String subject) {
    return new Builder(new X500Principal(Texts.notEmpty(subject, "subject")));
  }

  /**
   * Returns the certificate.
   *
   * @return the first of the {@link #chain()}
   * @since 0.1
   */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /**
   * Returns the certificate and those above it.
   *
   * @return the certificate first, then whoever signed the one before, up to the self-signed root
   * @since 0.1
   */
  public List<X509Certificate> chain() {
    return chain;
  }

  /**
   * Returns the key that belongs to the certificate.
   *
   * @return an RSA key or an EC key
   * @since 0.1
   */
  public PrivateKey privateKey() {
    return keys.getPrivate();
  }

  /**
   * Returns the key as text.
   *
   * @return PEM of an unencrypted PKCS#8 structure (RFC 5958)
   * @since 0.1
   */
  public String keyPem() {
    return Pem.key(keys.getPrivate());
  }

  /**
   * Returns the certificate as text.
   *
   * @return PEM of this certificate alone
   * @since 0.1
   */
  public String certificatePem() {
    return Pem.certificates(chain.subList(0, 1));
  }

  /**
   * Returns the certificates of the {@link #chain()} as text.
   *
   * @return PEM, in the order of the chain
   * @since 0.1
   */
  public String chainPem() {
    return Pem.certificates(chain);
  }

  /**
   * Returns key and chain as a file that other programs import (PKCS#12, RFC 7292).
   *
   * @param password protects the file; may be empty
   * @return the bytes of a {@code .pfx} or {@code .p12} file
   * @since 0.1
   */
  public byte[] pfx(char[] password) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      keyStore(requireNonNull(password, "password")).store(bytes, password);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the key store of " + this + " could not be written", e);
    }
    return bytes.toByteArray();
  }

  KeyStore keyStore(char[] password) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "key", keys.getPrivate(), password, chain.toArray(new X509Certificate[chain.size()]));
    return store;
  }

  KeyPair keys() {
    return keys;
  }

  @Override
  public String toString() {
    return "TestCertificate[" + certificate().getSubjectX500Principal().getName() + "]";
  }

  /**
   * Collects the settings of a certificate. Not safe for use by several threads.
   *
   * @since 0.1
   */
  public static final class Builder {

    private static final Instant BEGINNING = Instant.parse("2010-01-01T00:00:00Z");
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2049-12-31T00:00:00Z");
    private static final Instant LATER = Instant.parse("2090-01-01T00:00:00Z");

    private final X500Principal subject;
    private final Set<String> hosts = new LinkedHashSet<>();
    private Optional<TestCertificate> issuer = Optional.empty();
    private Instant from = START;
    private Instant until = END;
    private boolean elliptic;
    private boolean authority;

    private Builder(X500Principal subject) {
      this.subject = subject;
    }

    /**
     * Gives it an elliptic key on P-256 in place of an RSA key.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder ec() {
      elliptic = true;
      return this;
    }

    /**
     * Lets it sign other certificates.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder authority() {
      authority = true;
      return this;
    }

    /**
     * Sets who signs it. Nothing keeps a test from naming one that is no authority, or is expired.
     *
     * @param certificate its chain becomes the rest of the new one's
     * @return this builder
     * @since 0.1
     */
    public Builder issuer(TestCertificate certificate) {
      issuer = Optional.of(certificate);
      return this;
    }

    /**
     * Sets when it is valid.
     *
     * @param start first moment, in whole seconds
     * @param end last moment, in whole seconds
     * @return this builder
     * @since 0.1
     */
    public Builder validity(Instant start, Instant end) {
      from = requireNonNull(start, "start");
      until = requireNonNull(end, "end");
      return this;
    }

    /**
     * Makes it one that was valid until 2020.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder expired() {
      return validity(BEGINNING, START);
    }

    /**
     * Makes it one that will be valid from the end of 2049.
     *
     * @return this builder
     * @since 0.1
     */
    public Builder notYetValid() {
      return validity(END, LATER);
    }

    Builder hosts(Collection<String> names) {
      hosts.addAll(names);
      return this;
    }

    /**
     * Makes key and certificate, anew with every call. An RSA key takes a good part of a second.
     *
     * @return a new key with its certificate
     * @since 0.1
     */
    public TestCertificate build() {
      KeyPair keys = elliptic ? CertificateMaker.ellipticKeys() : CertificateMaker.rsaKeys();
      CertificateMaker maker = new CertificateMaker(subject, from, until, authority, hosts);
      List<X509Certificate> chain = new ArrayList<>();
      chain.add(maker.sign(keys, issuer));
      issuer.ifPresent(above -> chain.addAll(above.chain()));
      return new TestCertificate(keys, chain);
    }
  }
}
