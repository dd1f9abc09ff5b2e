package dev.latchkey.application.credential;

import dev.latchkey.domain.authority.AdfsAuthority;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.DstsAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one key signs for one authority.
 *
 * @param algorithm the algorithm
 * @param thumbprint names the certificate, or null where it is named otherwise
 * @param isChosen whether the application chose the algorithm
 */
record SigningPlan(
    SigningAlgorithm algorithm, @Nullable CertificateThumbprint thumbprint, boolean isChosen) {

  private static final String MANUAL = "; docs/credentials.md shows each kind of credential";

  /**
   * Makes the plan.
   *
   * @param credential what the application said
   * @param material the key
   * @param authority who verifies
   * @param listed the algorithms that its metadata lists; empty if it says nothing
   * @throws ConfigurationException if the authority does not accept such a key
   */
  static SigningPlan of(
      CertificateCredential credential,
      KeyMaterial material,
      Authority authority,
      Set<SigningAlgorithm> listed) {
    CertificateThumbprint given =
        credential.thumbprint().map(CertificateThumbprint::ofHex).orElse(null);
    requireOwn(given, material.chain());
    SigningAlgorithm chosen = credential.algorithm().orElse(null);
    SigningAlgorithm algorithm =
        chosen == null ? usual(given, material, authority, listed) : chosen;
    boolean generic = authority instanceof OidcAuthority;
    if (!algorithm.fits(material.key())) {
      throw new ConfigurationException(
          "algorithm " + algorithm + " does not fit a key of the family " + family(material));
    }
    if (algorithm == SigningAlgorithm.ES256 && !generic) {
      throw new ConfigurationException(
          "an EC key is not accepted by "
              + authority
              + "; use an RSA key of at least 2048 bits"
              + MANUAL);
    }
    CertificateThumbprint thumbprint = thumbprint(algorithm, given, material.chain());
    if (thumbprint == null && !generic) {
      throw new ConfigurationException(
          "the key has neither a certificate nor a thumbprint, and "
              + authority
              + " knows keys by their certificates; give one of both"
              + MANUAL);
    }
    if (credential.isChainSent() && material.chain().isEmpty()) {
      throw new ConfigurationException(
          "the certificates are to be sent along, and there are none; give them with the key"
              + MANUAL);
    }
    return new SigningPlan(algorithm, thumbprint, chosen != null);
  }

  private static SigningAlgorithm usual(
      @Nullable CertificateThumbprint given,
      KeyMaterial material,
      Authority authority,
      Set<SigningAlgorithm> listed) {
    if (SigningAlgorithm.ES256.fits(material.key())) {
      return SigningAlgorithm.ES256;
    }
    if (!SigningAlgorithm.RS256.fits(material.key())) {
      return SigningAlgorithm.PS256;
    }
    if (authority instanceof AdfsAuthority || authority instanceof DstsAuthority) {
      return SigningAlgorithm.RS256;
    }
    if (authority instanceof OidcAuthority) {
      return listed.contains(SigningAlgorithm.PS256)
          ? SigningAlgorithm.PS256
          : SigningAlgorithm.RS256;
    }
    boolean onlySha1 =
        material.chain().isEmpty()
            && given != null
            && given.kind() == CertificateThumbprint.Kind.SHA1;
    return onlySha1 ? SigningAlgorithm.RS256 : SigningAlgorithm.PS256;
  }

  private static @Nullable CertificateThumbprint thumbprint(
      SigningAlgorithm algorithm,
      @Nullable CertificateThumbprint given,
      List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      return given;
    }
    return CertificateThumbprint.of(
        algorithm == SigningAlgorithm.RS256
            ? CertificateThumbprint.Kind.SHA1
            : CertificateThumbprint.Kind.SHA256,
        chain.get(0));
  }

  private static void requireOwn(
      @Nullable CertificateThumbprint given, List<X509Certificate> chain) {
    if (given == null || chain.isEmpty()) {
      return;
    }
    CertificateThumbprint computed = CertificateThumbprint.of(given.kind(), chain.get(0));
    if (!computed.equals(given)) {
      throw new ConfigurationException(
          "the thumbprint "
              + given.hex()
              + " is not that of the certificate, which is "
              + computed.hex()
              + "; leave it out, it is computed");
    }
  }

  private static String family(KeyMaterial material) {
    return material.key().getAlgorithm();
  }

  /** {@return the same with RS256, for keys in modules that do not sign with PS256} */
  SigningPlan withRs256(List<X509Certificate> chain) {
    return new SigningPlan(
        SigningAlgorithm.RS256, thumbprint(SigningAlgorithm.RS256, thumbprint, chain), false);
  }
}
