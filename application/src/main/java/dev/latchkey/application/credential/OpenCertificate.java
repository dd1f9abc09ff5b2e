package dev.latchkey.application.credential;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.json.JsonFields;
import dev.latchkey.application.json.JsonText;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.RotatingKeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.AssertionRequest;
import dev.latchkey.spi.crypto.AssertionSigner;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A certificate credential in use: its key as it is now, and the assertions that the key signed
 * (RFC 7523, section 3). Safe for concurrent use.
 */
public final class OpenCertificate {

  private static final Duration LIFE = Duration.ofMinutes(10);
  private static final Duration BEFORE_END = Duration.ofMinutes(1);
  private static final int MOST_ASSERTIONS = 1_000;

  private final CertificateCredential credential;
  private final KeyOpener opener;
  private final AssertionSigner signer;
  private final TimeSource time;
  private final RandomSource random;
  private final @Nullable JsonFields claims;
  private final ExpiringMap<Use, SignedAssertion> signed;
  private volatile OpenKey key;

  OpenCertificate(
      CertificateCredential credential,
      KeyOpener opener,
      AssertionSigner signer,
      TimeSource time,
      RandomSource random) {
    this.credential = credential;
    this.opener = opener;
    this.signer = signer;
    this.time = time;
    this.random = random;
    this.claims = credential.claims().map(OpenCertificate::parsed).orElse(null);
    this.signed = new ExpiringMap<>(MOST_ASSERTIONS, LIFE, time);
    this.key = opener.open(credential.keys(), null);
  }

  private static JsonFields parsed(String json) {
    try {
      JsonFields fields = StrictJson.object(json);
      fields.number("exp");
      return fields;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "client assertion claims are not usable: " + e.getMessage() + "; give one JSON object",
          e);
    }
  }

  /** {@return what the application said} */
  public CertificateCredential credential() {
    return credential;
  }

  /**
   * Finds out whether an authority accepts such a key, as far as that is known beforehand.
   *
   * @param authority who will verify
   * @throws dev.latchkey.domain.error.ConfigurationException if it does not
   */
  public void requireFitFor(Authority authority) {
    SigningPlan.of(credential, key.material(), authority, Set.of());
  }

  /**
   * Looks at the source again.
   *
   * @return the key to use; the same object as before if nothing changed
   */
  public OpenKey refreshed() {
    OpenKey now = opener.open(credential.keys(), key);
    key = now;
    return now;
  }

  /** {@return the key to use: a rotating one is looked at anew} */
  public OpenKey key() {
    return credential.keys() instanceof RotatingKeySource ? refreshed() : key;
  }

  /**
   * Gives what is presented in a TLS handshake (RFC 8705).
   *
   * @param with the key
   * @return the key with its certificates
   * @throws CryptoException if it has none
   */
  public ClientCertificate clientCertificate(OpenKey with) {
    if (with.material().chain().isEmpty()) {
      throw new CryptoException(
          "mutual TLS needs the certificate of the key, and only the key is there; give both");
    }
    return ClientCertificate.of(with.material().key(), with.material().chain());
  }

  /**
   * Gives an assertion: one that was signed before while it lasts, else a new one.
   *
   * @param with the key
   * @param audience whom it is for
   * @return the assertion
   */
  public Secret assertion(OpenKey with, AssertionAudience audience) {
    Instant now = time.instant();
    // Other providers often accept an assertion but once (RFC 7523, section 3, jti).
    if (credential.isSignedEachTime() || audience.authority() instanceof OidcAuthority) {
      return sign(with, audience, now).text();
    }
    Use use = new Use(with, audience);
    SignedAssertion before = signed.get(use);
    if (before != null && before.isUsableAt(now)) {
      return before.text();
    }
    SignedAssertion fresh = sign(with, audience, now);
    signed.put(use, fresh);
    return fresh.text();
  }

  private SignedAssertion sign(OpenKey with, AssertionAudience audience, Instant now) {
    SigningPlan plan =
        SigningPlan.of(credential, with.material(), audience.authority(), audience.algorithms());
    String payload = payload(audience, now);
    return new SignedAssertion(sign(with, plan, payload), now, usableUntil(now));
  }

  private Secret sign(OpenKey with, SigningPlan plan, String payload) {
    try {
      return signer.sign(request(with, plan, payload));
    } catch (CryptoException e) {
      if (plan.isChosen()
          || plan.algorithm() != SigningAlgorithm.PS256
          || !SigningAlgorithm.RS256.fits(with.material().key())) {
        throw e;
      }
      // Some modules sign with the older padding only.
      return signer.sign(request(with, plan.withRs256(with.material().chain()), payload));
    }
  }

  private AssertionRequest request(OpenKey with, SigningPlan plan, String payload) {
    AssertionRequest request = AssertionRequest.of(with.material(), plan.algorithm(), payload);
    if (plan.thumbprint() != null) {
      request = request.thumbprint(plan.thumbprint());
    }
    if (credential.keyId().isPresent()) {
      request = request.keyId(credential.keyId().get());
    }
    return credential.isChainSent() ? request.certificates(with.material().chain()) : request;
  }

  private String payload(AssertionAudience audience, Instant now) {
    JsonText text =
        new JsonText()
            .put("aud", audience.tokenEndpoint().toString())
            .put("iss", audience.clientId().value())
            .put("sub", audience.clientId().value())
            .put("exp", now.plus(LIFE).getEpochSecond())
            .put("iat", now.getEpochSecond())
            .put("jti", random.uuid().toString());
    return (claims == null ? text : text.putAll(claims)).text();
  }

  private Instant usableUntil(Instant now) {
    OptionalLong own = claims == null ? OptionalLong.empty() : claims.number("exp");
    Instant end = own.isPresent() ? Instant.ofEpochSecond(own.getAsLong()) : now.plus(LIFE);
    return end.minus(BEFORE_END);
  }

  /**
   * What an assertion is good for.
   *
   * @param key who signed it
   * @param audience whom it is for
   */
  private record Use(OpenKey key, AssertionAudience audience) {}
}
