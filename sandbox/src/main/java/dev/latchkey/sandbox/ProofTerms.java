package dev.latchkey.sandbox;

import java.util.List;
import java.util.Set;

/**
 * What a token endpoint demands of the proof that a client gives.
 *
 * @param methods of client authentication that it knows
 * @param oneMethodOnly whether several at once are refused (RFC 6749, section 2.3); else the
 *     strongest is taken, as Entra does
 * @param assertionType that an assertion has to be of
 * @param audiences that an assertion may be meant for
 * @param algorithms that an assertion may be signed with
 * @param certificateNamed whether the header of an assertion has to name a certificate
 * @param singleUse whether an assertion is good for once, unless the application says otherwise
 */
record ProofTerms(
    List<String> methods,
    boolean oneMethodOnly,
    String assertionType,
    Set<String> audiences,
    List<String> algorithms,
    boolean certificateNamed,
    boolean singleUse) {

  static final List<String> ENTRA_METHODS =
      List.of("client_secret_post", "private_key_jwt", "client_secret_basic");

  static ProofTerms entra(Set<String> audiences) {
    return new ProofTerms(
        ENTRA_METHODS,
        false,
        AssertionAuthentication.JWT_BEARER,
        audiences,
        List.of("RS256", "PS256"),
        true,
        false);
  }

  /** At the hosts that bind tokens to certificates the certificate is the proof, or part of it. */
  static ProofTerms entraMutualTls(Set<String> audiences) {
    return new ProofTerms(
        List.of(TlsIssued.METHOD, TlsSelfSigned.METHOD, "private_key_jwt"),
        true,
        AssertionAuthentication.JWT_POP,
        audiences,
        List.of("RS256", "PS256"),
        true,
        false);
  }

  static ProofTerms realm(SandboxRealm realm, String tokenEndpoint) {
    return new ProofTerms(
        realm.authMethods(),
        true,
        AssertionAuthentication.JWT_BEARER,
        Set.of(tokenEndpoint),
        realm.signingAlgorithms(),
        false,
        true);
  }
}
