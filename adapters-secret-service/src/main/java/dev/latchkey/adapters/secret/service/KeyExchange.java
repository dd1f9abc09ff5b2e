package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key exchange of the Secret Service specification: Diffie-Hellman in the second Oakley group
 * (RFC 2409, section 6.2), then HKDF with SHA-256 (RFC 5869) without salt and info.
 */
final class KeyExchange {

  /** Its name on the wire. */
  static final String ALGORITHM = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

  private static final int GROUP_BYTES = 128;
  private static final int KEY_BYTES = 16;
  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
          16);
  private static final DHParameterSpec GROUP = new DHParameterSpec(PRIME, BigInteger.TWO);

  private final KeyPair own;

  private KeyExchange(KeyPair own) {
    this.own = own;
  }

  static KeyExchange begin() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
      generator.initialize(GROUP);
      return new KeyExchange(generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new CacheException(
          "the Java runtime has no key exchange for the keyring", FailureDetails.none(), e);
    }
  }

  byte[] publicKey() {
    return unsigned(((DHPublicKey) own.getPublic()).getY());
  }

  /** Agrees on a key with who has the other half. */
  Wrapping complete(byte[] theirs) throws GeneralSecurityException {
    BigInteger other = new BigInteger(1, theirs);
    // With these the key would be one that everybody knows.
    if (other.compareTo(BigInteger.ONE) <= 0
        || other.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
      throw new GeneralSecurityException("the other half is out of range");
    }
    KeyAgreement agreement = KeyAgreement.getInstance("DH");
    agreement.init(own.getPrivate());
    agreement.doPhase(
        KeyFactory.getInstance("DH")
            .generatePublic(new DHPublicKeySpec(other, PRIME, BigInteger.TWO)),
        true);
    byte[] shared = agreement.generateSecret();
    byte[] padded = new byte[GROUP_BYTES];
    System.arraycopy(shared, 0, padded, GROUP_BYTES - shared.length, shared.length);
    return Wrapping.aes(new SecretKeySpec(derived(padded), "AES"));
  }

  private static byte[] derived(byte[] shared) throws GeneralSecurityException {
    byte[] extracted = mac(new byte[32], shared);
    return Arrays.copyOf(mac(extracted, new byte[] {1}), KEY_BYTES);
  }

  private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text);
  }

  // Without the sign byte; a key that begins with zeros is shorter, which every peer accepts.
  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
