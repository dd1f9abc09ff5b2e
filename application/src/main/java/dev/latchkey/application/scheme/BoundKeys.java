package dev.latchkey.application.scheme;

import dev.latchkey.application.credential.KeyOpener;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.DstsAuthority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.scheme.MutualTlsScheme;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.scheme.SigningKeys;
import dev.latchkey.domain.scheme.SshCertificateScheme;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.ProofKey;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.system.FileReader;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys that one client binds tokens to, each opened when it is first needed. */
public final class BoundKeys {

  // Keys are made or opened at a cost and are not forgotten: their tokens would be lost with them.
  private static final int MOST = 1_000;

  private final Supplier<Crypto> crypto;
  private final KeyOpener opener;
  private final TimeSource time;
  private final RandomSource random;
  private final Certificates certificates;
  private final ConcurrentHashMap<KeyBoundScheme, CurrentKey> keys = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<SshCertificateScheme, SshKey> ssh = new ConcurrentHashMap<>();
  private volatile @Nullable CertificateBinding last;

  /**
   * Begins with no key.
   *
   * @param crypto opens and makes keys; asked for when the first is needed
   * @param files reads keys
   * @param time dates proofs, and ends keys
   * @param random makes proofs unique
   * @param certificates the client's own
   */
  public BoundKeys(
      Supplier<Crypto> crypto,
      FileReader files,
      TimeSource time,
      RandomSource random,
      Certificates certificates) {
    this.crypto = Objects.requireNonNull(crypto, "crypto");
    this.opener = new KeyOpener(crypto, files, time);
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.certificates = Objects.requireNonNull(certificates, "certificates");
  }

  /** What a client proves itself with in TLS. */
  @FunctionalInterface
  public interface Certificates {

    /**
     * Finds the certificate in use.
     *
     * @param credential the credential of the request, or null for the client's own
     * @return the certificate
     * @throws ConfigurationException if the credential has none
     */
    ClientCertificate of(@Nullable ClientCredential credential);
  }

  /**
   * Finds the key to bind a token to.
   *
   * @param scheme how
   * @param authority whose token it is
   * @param credential the credential of the request, or null for the client's own
   * @return the key as it is now
   * @throws IllegalArgumentException if the scheme is a broker's
   * @throws ConfigurationException if there is no such key, or it does not fit the authority
   */
  public KeyBinding of(
      AuthScheme scheme, Authority authority, @Nullable ClientCredential credential) {
    if (scheme instanceof SignedRequestScheme signed) {
      return current(signed, signed.keys(), key -> new SignedRequests(key, time, random));
    }
    if (scheme instanceof DpopScheme dpop) {
      if (!(authority instanceof OidcAuthority)) {
        throw new ConfigurationException(
            "DPoP is for OpenID Connect providers, and "
                + authority
                + " is none; use SignedRequestScheme or MutualTlsScheme");
      }
      return current(dpop, dpop.keys(), key -> new DpopProofs(key, time, random));
    }
    if (scheme instanceof MutualTlsScheme) {
      requireBindsToCertificates(authority);
      return certificate(
          certificates.of(credential),
          authority instanceof OidcAuthority ? TokenType.BEARER : TokenType.MTLS_POP);
    }
    if (scheme instanceof SshCertificateScheme key) {
      SshKey known = ssh.get(key);
      return known == null ? learn(key) : known;
    }
    if (scheme instanceof PopAuthScheme) {
      throw new IllegalArgumentException(
          "PopAuthScheme works through a broker only, and no broker takes part in this call; opt in"
              + " to the broker of this platform, or use SignedRequestScheme, which signs with a"
              + " key of the application's");
    }
    throw new AssertionError(scheme.getClass());
  }

  // As far as the authority's name tells; the metadata of hosts that are not built in may name an
  // endpoint (RFC 8705, section 5).
  private static void requireBindsToCertificates(Authority authority) {
    if (authority instanceof OidcAuthority) {
      return;
    }
    if (!(authority instanceof EntraAuthority || authority instanceof DstsAuthority)) {
      throw new ConfigurationException(
          authority + " binds no tokens to certificates; use another scheme");
    }
    String host = authority.uri().getHost();
    if (Cloud.ofHost(host).isPresent() && CertificateHosts.of(host) == null) {
      throw new ConfigurationException(
          "no host of "
              + host
              + " binds tokens to certificates; use the cloud's authority whose host begins with"
              + " login., or another scheme");
    }
    Realm realm = authority.realm();
    if (realm.isAnyTenant() || realm.value().equals("consumers")) {
      throw new ConfigurationException(
          "a token that is bound to a certificate is one tenant's, and "
              + realm
              + " is none; name yours in the authority or the request");
    }
  }

  private KeyBinding current(
      KeyBoundScheme scheme, SigningKeys described, Function<ProofKey, KeyBinding> use) {
    CurrentKey known = keys.get(scheme);
    return (known == null ? learn(scheme, described, use) : known).binding();
  }

  private CurrentKey learn(
      KeyBoundScheme scheme, SigningKeys described, Function<ProofKey, KeyBinding> use) {
    requireRoom(keys.size());
    return keys.computeIfAbsent(
        scheme, same -> new CurrentKey(described, opener, crypto.get().proofKeys(), time, use));
  }

  private SshKey learn(SshCertificateScheme scheme) {
    requireRoom(ssh.size());
    return ssh.computeIfAbsent(scheme, SshKey::new);
  }

  private static void requireRoom(int size) {
    if (size >= MOST) {
      throw new ConfigurationException(
          "this client binds tokens to "
              + MOST
              + " keys already; give the same KeySource object each time, not a new one");
    }
  }

  private CertificateBinding certificate(ClientCertificate certificate, TokenType type) {
    CertificateBinding before = last;
    if (before != null && before.isOf(certificate.chain().get(0), type)) {
      return before;
    }
    CertificateBinding binding = new CertificateBinding(certificate, type);
    last = binding;
    return binding;
  }
}
