package dev.latchkey.adapters.crypto;

import static dev.latchkey.adapters.crypto.SignedToken.fixed;
import static dev.latchkey.adapters.crypto.SignedToken.forged;
import static dev.latchkey.adapters.crypto.SignedToken.genuine;
import static dev.latchkey.adapters.crypto.SignedToken.join;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;

/** Signatures of ES256 that are right, and what becomes of them in careless hands. */
final class EcForgeries {

  private static final BigInteger ORDER =
      new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
  private static final int MOST_TRIES = 20_000; // one in 256 will do

  private EcForgeries() {}

  static List<SignedToken> corpus() throws GeneralSecurityException {
    String input = "";
    byte[] signature = {1};
    for (int i = 0; signature[0] != 0; i++) {
      if (i == MOST_TRIES) {
        throw new AssertionError("no R begins with a zero");
      }
      input = SignedToken.input("ES256", "ec", "{\"n\":" + i + "}");
      signature = sign("SHA256withECDSAinP1363Format", input);
    }
    byte[] left = Arrays.copyOf(signature, 32);
    byte[] right = Arrays.copyOfRange(signature, 32, 64);
    BigInteger r = new BigInteger(1, left);
    BigInteger s = new BigInteger(1, right);
    return List.of(
        genuine("R begins with a zero", input, signature),
        // Whoever changes a signature so does not change what it says; nothing here tells tokens
        // apart by their signature.
        genuine("n - S in place of S", input, join(left, fixed(ORDER.subtract(s), 32))),
        forged("R without its zero", input, Arrays.copyOfRange(signature, 1, 64)),
        forged("n - R in place of R", input, join(fixed(ORDER.subtract(r), 32), right)),
        forged("R and S swapped", input, join(right, left)),
        forged("R twice", input, join(left, left)),
        forged("S twice", input, join(right, right)),
        forged("R + n", input, join(fixed(r.add(ORDER), 33), fixed(s, 33))),
        forged("S + n", input, join(fixed(r, 33), fixed(s.add(ORDER), 33))),
        forged("R + n, cut to 32 bytes", input, join(fixed(r.add(ORDER), 32), right)),
        forged("both in 33 bytes", input, join(fixed(r, 33), fixed(s, 33))),
        forged("both in 128 bytes", input, join(fixed(r, 128), fixed(s, 128))),
        forged("a zero before", input, join(new byte[1], signature)),
        forged("a zero after", input, join(signature, new byte[1])),
        forged("a zero after each", input, join(left, new byte[1], right, new byte[1])),
        forged("one byte short", input, Arrays.copyOf(signature, 63)),
        forged("R alone", input, left),
        forged("the signature twice", input, join(signature, signature)),
        forged("SHA-384", input, sign("SHA384withECDSAinP1363Format", input)),
        forged("SHA-1", input, sign("SHA1withECDSAinP1363Format", input)),
        forged(
            "of another text",
            input,
            sign("SHA256withECDSAinP1363Format", input.substring(0, input.length() - 1))),
        forged("on the name of RS256", SignedToken.input("RS256", "rsa", "{}"), signature),
        forged("on the name of PS256", SignedToken.input("PS256", "rsa", "{}"), signature));
  }

  private static byte[] sign(String algorithm, String input) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(TestKeys.EC.getPrivate());
    signature.update(input.getBytes(US_ASCII));
    return signature.sign();
  }
}
