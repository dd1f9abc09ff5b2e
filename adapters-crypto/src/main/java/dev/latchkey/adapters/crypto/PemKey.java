package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Reads one private key: PKCS#1, SEC 1 or PKCS#8, encrypted or not. */
final class PemKey {

  private PemKey() {}

  static PrivateKey read(PemText.Block block, char[] passphrase) {
    try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
      PrivateKeyInfo info = info(parser.readObject(), passphrase);
      // The converter without a provider: keys of the Java runtime, which every signer takes.
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (CryptoException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CryptoException(
          "private key cannot be read: its PEM block does not hold what its first line says");
    }
  }

  private static PrivateKeyInfo info(Object object, char[] passphrase) throws IOException {
    if (object instanceof PrivateKeyInfo info) {
      return info;
    }
    if (object instanceof PEMKeyPair pair) {
      return pair.getPrivateKeyInfo();
    }
    if (object instanceof PEMEncryptedKeyPair pair) {
      return decrypt(pair, needed(passphrase));
    }
    if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
      return decrypt(encrypted, needed(passphrase));
    }
    throw new IOException("no private key");
  }

  private static char[] needed(char[] passphrase) {
    if (passphrase.length == 0) {
      throw new CryptoException("private key is encrypted; give its passphrase");
    }
    return passphrase;
  }

  private static PrivateKeyInfo decrypt(PEMEncryptedKeyPair pair, char[] passphrase) {
    try {
      return pair.decryptKeyPair(new BcPEMDecryptorProvider(passphrase)).getPrivateKeyInfo();
    } catch (IOException | RuntimeException e) {
      throw undecipherable();
    }
  }

  private static PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo encrypted, char[] passphrase) {
    try {
      KeyDerivation.refuseEndless(encrypted.getEncryptionAlgorithm());
      return encrypted.decryptPrivateKeyInfo(
          new JceOpenSSLPKCS8DecryptorProviderBuilder()
              .setProvider(new BouncyCastleProvider())
              .build(passphrase));
    } catch (CryptoException e) {
      throw e;
    } catch (PKCSException | OperatorCreationException | RuntimeException e) {
      throw undecipherable();
    }
  }

  // One message for both: a wrong passphrase looks like damage. The cause tells no more.
  private static CryptoException undecipherable() {
    return new CryptoException(
        "private key cannot be decrypted: the passphrase is wrong or the text is damaged");
  }
}
