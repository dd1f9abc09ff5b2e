package dev.latchkey.sandbox;

import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** Verifies proofs of RFC 9449, section 4.3. */
final class DpopCheck {

  private final Clock clock;
  private final SeenAssertions seen;
  private final Nonces nonces = new Nonces();

  DpopCheck(Clock clock) {
    this.clock = clock;
    this.seen = new SeenAssertions(clock);
  }

  Nonces nonces() {
    return nonces;
  }

  /** Returns the thumbprint of the key, or refuses as a token endpoint does. */
  String check(RecordedRequest request, String uri, String accessToken, boolean wantsNonce)
      throws Refusal {
    try {
      return verify(request, uri, accessToken, wantsNonce);
    } catch (NonceWanted e) {
      throw new Refusal(Refusal.Reason.DPOP_NONCE, e.text(), e);
    } catch (ProofJwt.BadProof e) {
      throw new Refusal(Refusal.Reason.DPOP_PROOF, e.text(), e);
    }
  }

  /** The proof is good, and lacks a nonce that is. */
  static final class NonceWanted extends Exception {

    private static final long serialVersionUID = 1L;

    NonceWanted() {
      super("a nonce is wanted in the proof");
    }

    String text() {
      return String.valueOf(getMessage());
    }
  }

  String verify(RecordedRequest request, String uri, String accessToken, boolean wantsNonce)
      throws ProofJwt.BadProof, NonceWanted {
    if (request.headers().getOrDefault("dpop", List.of()).size() > 1) {
      throw new ProofJwt.BadProof("there are several proofs");
    }
    ProofJwt proof = ProofJwt.parse(request.header("DPoP").orElse(""), "dpop+jwt");
    JWK key = proof.headerKey();
    proof.verify(key);
    proof.requireText("htm", request.method());
    proof.requireText("htu", uri);
    proof.requireTime("iat", clock.instant());
    if (!accessToken.isEmpty()) {
      proof.requireText("ath", digest(accessToken.getBytes(StandardCharsets.US_ASCII)));
    }
    String thumbprint = Bindings.thumbprint(key);
    if (proof.text("jti").isEmpty()
        || !seen.isFirst(
            thumbprint, proof.text("jti"), clock.instant().plus(Duration.ofMinutes(10)))) {
      throw new ProofJwt.BadProof("the proof was used before");
    }
    if (wantsNonce && !nonces.take(proof.text("nonce"))) {
      throw new NonceWanted();
    }
    return thumbprint;
  }

  static String digest(byte[] content) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
