package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Bounds the work that an encrypted key may ask for before its passphrase is even tried. */
final class KeyDerivation {

  // Those of the Java runtime for PKCS#12, and for scrypt what RFC 7914 calls large, in memory.
  private static final BigInteger MAX_ITERATIONS = BigInteger.valueOf(5_000_000);
  private static final BigInteger MAX_SCRYPT_BYTES = BigInteger.valueOf(64L << 20);
  private static final BigInteger MAX_SCRYPT_LANES = BigInteger.valueOf(16);

  private KeyDerivation() {}

  static void refuseEndless(AlgorithmIdentifier encryption) {
    if (!PKCSObjectIdentifiers.id_PBES2.equals(encryption.getAlgorithm())) {
      // PBES1 and the schemes of PKCS#12 have parameters of one shape: salt, iterations.
      bound(PKCS12PBEParams.getInstance(encryption.getParameters()).getIterations());
      return;
    }
    KeyDerivationFunc function =
        PBES2Parameters.getInstance(encryption.getParameters()).getKeyDerivationFunc();
    ASN1Encodable parameters = function.getParameters();
    if (MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())) {
      ScryptParams scrypt = ScryptParams.getInstance(parameters);
      BigInteger bytes = scrypt.getCostParameter().multiply(scrypt.getBlockSize()).shiftLeft(7);
      if (bytes.compareTo(MAX_SCRYPT_BYTES) > 0
          || scrypt.getParallelizationParameter().compareTo(MAX_SCRYPT_LANES) > 0) {
        throw tooMuch();
      }
    } else {
      bound(PBKDF2Params.getInstance(parameters).getIterationCount());
    }
  }

  private static void bound(BigInteger iterations) {
    if (iterations.compareTo(MAX_ITERATIONS) > 0) {
      throw tooMuch();
    }
  }

  private static CryptoException tooMuch() {
    return new CryptoException(
        "private key asks for more work than "
            + MAX_ITERATIONS
            + " iterations or 64 MiB; encrypt it with less");
  }
}
