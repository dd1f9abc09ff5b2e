package dev.latchkey.adapters.crypto;

import static dev.latchkey.adapters.crypto.SignedToken.fixed;
import static dev.latchkey.adapters.crypto.SignedToken.forged;
import static dev.latchkey.adapters.crypto.SignedToken.join;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;

/** The bare function of RSA, with the key of the tests, and what is done to its numbers. */
final class RsaRaw {

  private RsaRaw() {}

  static BigInteger modulus() {
    return ((RSAPublicKey) TestKeys.RSA.getPublic()).getModulus();
  }

  /** Signs whatever block it is given. */
  static byte[] sign(byte[] block) throws GeneralSecurityException {
    Cipher rsa = Cipher.getInstance("RSA/ECB/NoPadding");
    rsa.init(Cipher.ENCRYPT_MODE, TestKeys.RSA.getPrivate());
    return rsa.doFinal(block);
  }

  /** Forgeries that no padding has to do with. */
  static List<SignedToken> numbers(String input, byte[] right) {
    BigInteger n = modulus();
    BigInteger one = BigInteger.ONE;
    BigInteger more = new BigInteger(1, right).add(n);
    byte[] ones = new byte[256];
    Arrays.fill(ones, (byte) 0xff);
    return List.of(
        forged("signature + n", input, fixed(more, Math.max(256, (more.bitLength() + 7) / 8))),
        forged("n - signature", input, fixed(n.subtract(new BigInteger(1, right)), 256)),
        forged("zero", input, new byte[256]),
        forged("one", input, fixed(one, 256)),
        forged("n - 1", input, fixed(n.subtract(one), 256)),
        forged("n", input, fixed(n, 256)),
        forged("n + 1", input, fixed(n.add(one), 256)),
        forged("all ones", input, ones),
        forged("a zero before", input, join(new byte[1], right)),
        forged("a zero after", input, join(right, new byte[1])),
        forged("one byte short", input, Arrays.copyOf(right, 255)),
        forged("the first byte missing", input, Arrays.copyOfRange(right, 1, 256)),
        forged("the signature twice", input, join(right, right)));
  }
}
