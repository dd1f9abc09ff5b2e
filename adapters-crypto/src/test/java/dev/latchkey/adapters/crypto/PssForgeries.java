package dev.latchkey.adapters.crypto;

import static dev.latchkey.adapters.crypto.SignedToken.forged;
import static dev.latchkey.adapters.crypto.SignedToken.genuine;
import static dev.latchkey.adapters.crypto.SignedToken.join;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Signatures of PS256 over blocks that are almost those of RFC 8017, section 9.1. Other lengths of
 * the salt are in {@link JwsVerifierTest}.
 */
final class PssForgeries {

  private static final String INPUT = SignedToken.input("PS256", "rsa", "{}");
  private static final int LENGTH = 256; // of the block; its first bit is none of its 2047

  private PssForgeries() {}

  static List<SignedToken> corpus() throws GeneralSecurityException {
    byte[] right = RsaRaw.sign(block("SHA-256", "SHA-256"));
    List<SignedToken> found = new ArrayList<>(RsaRaw.numbers(INPUT, right));
    found.addAll(
        List.of(
            genuine("as RFC 8017 has it", INPUT, right),
            forged("SHA-1 all over", INPUT, RsaRaw.sign(block("SHA-1", "SHA-1"))),
            forged("SHA-384 all over", INPUT, RsaRaw.sign(block("SHA-384", "SHA-384"))),
            forged("SHA-512 all over", INPUT, RsaRaw.sign(block("SHA-512", "SHA-512"))),
            forged("SHA-1 in the mask", INPUT, RsaRaw.sign(block("SHA-256", "SHA-1"))),
            forged("SHA-512 in the mask", INPUT, RsaRaw.sign(block("SHA-256", "SHA-512"))),
            forged("SHA-512/256 as hash", INPUT, RsaRaw.sign(block("SHA-512/256", "SHA-256"))),
            forged("the padding begins with a bit", INPUT, masked(db -> with(db, 0, 0x01))),
            forged("the padding holds a bit", INPUT, masked(db -> with(db, 100, 0x80))),
            forged("the padding ends with a bit", INPUT, masked(db -> with(db, db.length - 34, 1))),
            forged("two after the padding", INPUT, masked(db -> with(db, db.length - 33, 2))),
            forged("nothing after the padding", INPUT, masked(db -> with(db, db.length - 33, 0))),
            forged("another salt", INPUT, masked(db -> with(db, db.length - 1, 0xaa))),
            forged("a zero for the trailer", INPUT, ending(block -> with(block, LENGTH - 1, 0))),
            forged("cc for the trailer", INPUT, ending(block -> with(block, LENGTH - 1, 0xcc))),
            forged("bc with a bit more", INPUT, ending(block -> with(block, LENGTH - 1, 0xfc))),
            forged("another hash in the block", INPUT, ending(block -> with(block, LENGTH - 2, 0))),
            forged("the hash of zeros", INPUT, ending(PssForgeries::withoutHash)),
            forged("the first bit set", INPUT, RsaRaw.sign(withFirstBit())),
            forged("of another text", SignedToken.input("PS256", "rsa", "{ }"), right),
            forged("on the name of RS256", SignedToken.input("RS256", "rsa", "{}"), right),
            forged("on the name of ES256", SignedToken.input("ES256", "ec", "{}"), right)));
    return found;
  }

  private static byte[] masked(UnaryOperator<byte[]> change) throws GeneralSecurityException {
    return RsaRaw.sign(block("SHA-256", "SHA-256", 0, change, UnaryOperator.identity()));
  }

  private static byte[] ending(UnaryOperator<byte[]> change) throws GeneralSecurityException {
    return RsaRaw.sign(block("SHA-256", "SHA-256", 0, UnaryOperator.identity(), change));
  }

  private static byte[] block(String hash, String mask) throws GeneralSecurityException {
    return block(hash, mask, 0, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /** Of the blocks with one bit too many, one that is a number below the modulus. */
  private static byte[] withFirstBit() throws GeneralSecurityException {
    for (int salt = 0; salt < 256; salt++) {
      byte[] block =
          block(
              "SHA-256",
              "SHA-256",
              salt,
              UnaryOperator.identity(),
              it -> with(it, 0, it[0] | 0x80));
      if (new BigInteger(1, block).compareTo(RsaRaw.modulus()) < 0) {
        return block;
      }
    }
    throw new AssertionError("the modulus is too small a number of its length");
  }

  /** A block with a salt as long as its hash, changed before it is masked and once it is whole. */
  private static byte[] block(
      String hash,
      String mask,
      int saltOf,
      UnaryOperator<byte[]> before,
      UnaryOperator<byte[]> after)
      throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance(hash);
    byte[] salt = new byte[digest.getDigestLength()];
    Arrays.fill(salt, (byte) saltOf);
    byte[] text = digest.digest(INPUT.getBytes(US_ASCII));
    byte[] hashed = digest.digest(join(new byte[8], text, salt));
    int length = LENGTH - hashed.length - 1;
    byte[] padding = new byte[length - salt.length - 1];
    byte[] data = before.apply(join(padding, new byte[] {1}, salt));
    byte[] over = mask(mask, hashed, length);
    for (int i = 0; i < length; i++) {
      data[i] ^= over[i];
    }
    data[0] &= 0x7f;
    return after.apply(join(data, hashed, new byte[] {(byte) 0xbc}));
  }

  /** MGF1 (RFC 8017, appendix B.2.1). */
  private static byte[] mask(String hash, byte[] seed, int length) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance(hash);
    byte[] mask = new byte[0];
    for (int i = 0; mask.length < length; i++) {
      mask = join(mask, digest.digest(join(seed, ByteBuffer.allocate(4).putInt(i).array())));
    }
    return Arrays.copyOf(mask, length);
  }

  private static byte[] with(byte[] bytes, int at, int value) {
    bytes[at] = (byte) value;
    return bytes;
  }

  private static byte[] withoutHash(byte[] block) {
    Arrays.fill(block, LENGTH - 33, LENGTH - 1, (byte) 0);
    return block;
  }
}
