package dev.latchkey.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.List;

/** Verifies the signature of an assertion, with the sandbox's own JOSE library. */
final class AssertionSignature {

  private AssertionSignature() {}

  static RecordedAssertion parsed(RecordedRequest request) throws Refusal {
    return request
        .clientAssertion()
        .orElseThrow(() -> malformed("it is not three parts of base64url around JSON objects"));
  }

  static Refusal malformed(String why) {
    return new Refusal(Refusal.Reason.MALFORMED_ASSERTION, "Invalid JWT token: " + why + ".");
  }

  static void checkAlgorithm(RecordedAssertion assertion, List<String> supported) throws Refusal {
    String algorithm = assertion.headerText("alg");
    if (!supported.contains(algorithm)) {
      throw new Refusal(
          Refusal.Reason.ALGORITHM_NOT_ALLOWED,
          "Invalid JWT token. '"
              + algorithm
              + "' is not a supported signature algorithm. Supported signing algorithms are: '"
              + String.join(", ", supported)
              + "'.");
    }
  }

  /** Refuses unless one of the keys made the signature. */
  static void check(RecordedAssertion assertion, List<PublicKey> keys) throws Refusal {
    try {
      JWSObject signed = JWSObject.parse(assertion.compact());
      for (PublicKey key : keys) {
        if (verifies(signed, key)) {
          return;
        }
      }
    } catch (ParseException e) {
      throw malformed("its header is not that of a signed token");
    }
    throw new Refusal(
        Refusal.Reason.WRONG_ASSERTION,
        "Client assertion contains an invalid signature. [Reason - The provided signature value did"
            + " not match the expected signature value.]");
  }

  private static boolean verifies(JWSObject signed, PublicKey key) {
    try {
      return signed.verify(
          new DefaultJWSVerifierFactory().createJWSVerifier(signed.getHeader(), key));
    } catch (JOSEException keyOfAnotherKind) {
      return false;
    }
  }
}
