package dev.latchkey.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;

/** Writes private keys as openssl encrypts them (PKCS#8, PBES2 with AES-256). */
final class EncryptedPem {

  private static final String SCHEME = "PBEWithHmacSHA256AndAES_256";

  private EncryptedPem() {}

  static String of(PrivateKey key, char[] passphrase) throws GeneralSecurityException {
    return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(key, passphrase))
        + "\n-----END ENCRYPTED PRIVATE KEY-----\n";
  }

  static byte[] der(PrivateKey key, char[] passphrase) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(SCHEME);
    cipher.init(
        Cipher.ENCRYPT_MODE,
        SecretKeyFactory.getInstance(SCHEME).generateSecret(new PBEKeySpec(passphrase)),
        new PBEParameterSpec(
            "salt-of-a-test".getBytes(StandardCharsets.US_ASCII),
            2_048,
            new IvParameterSpec("vector of a test".getBytes(StandardCharsets.US_ASCII))));
    byte[] encrypted = cipher.doFinal(key.getEncoded());
    try {
      // The runtime knows these parameters by their family's name only when it writes them.
      AlgorithmParameters family = AlgorithmParameters.getInstance("PBES2");
      family.init(cipher.getParameters().getEncoded());
      return new EncryptedPrivateKeyInfo(family, encrypted).getEncoded();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
