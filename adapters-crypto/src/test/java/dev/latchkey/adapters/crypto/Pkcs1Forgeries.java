package dev.latchkey.adapters.crypto;

import static dev.latchkey.adapters.crypto.SignedToken.forged;
import static dev.latchkey.adapters.crypto.SignedToken.genuine;
import static dev.latchkey.adapters.crypto.SignedToken.join;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signatures of RS256 over blocks that are almost those of RFC 8017, section 9.2. Left out is the
 * one deviation that its appendix B.1 lets a verifier accept: a hash identifier without its NULL.
 */
final class Pkcs1Forgeries {

  private static final String OID = "0609608648016503040201";
  private static final String INPUT = SignedToken.input("RS256", "rsa", "{}");

  private Pkcs1Forgeries() {}

  static List<SignedToken> corpus() throws GeneralSecurityException {
    List<SignedToken> found = new ArrayList<>();
    byte[] whole = hex("3031300d" + OID + "05000420" + digest("SHA-256"));
    found.add(genuine("as RFC 8017 has it", INPUT, raw(padded(whole))));
    for (Map.Entry<String, String> info : infos().entrySet()) {
      found.add(forged(info.getKey(), INPUT, raw(padded(hex(info.getValue())))));
    }
    for (Map.Entry<String, byte[]> block : blocks(whole).entrySet()) {
      found.add(forged(block.getKey(), INPUT, raw(block.getValue())));
    }
    byte[] right = raw(padded(whole));
    found.addAll(RsaRaw.numbers(INPUT, right));
    found.add(forged("on the name of PS256", SignedToken.input("PS256", "rsa", "{}"), right));
    found.add(forged("on the name of ES256", SignedToken.input("ES256", "ec", "{}"), right));
    return found;
  }

  /** What stands where the identifier of the hash and the digest should, by what is wrong. */
  private static Map<String, String> infos() throws GeneralSecurityException {
    String digest = digest("SHA-256");
    String algorithm = "300d" + OID + "0500";
    String octets = "0420" + digest;
    Map<String, String> found = new LinkedHashMap<>();
    found.put("BER: long length of the sequence", "308131" + algorithm + octets);
    found.put("BER: long length with a zero", "30820031" + algorithm + octets);
    found.put("BER: length of 2^32 + 49", "30850100000031" + algorithm + octets);
    found.put("BER: length of 2^64 + 49", "3089010000000000000031" + algorithm + octets);
    found.put("BER: length of 2^31 - 1", "30847fffffff" + algorithm + octets);
    found.put("BER: length of 2^32 - 1", "3084ffffffff" + algorithm + octets);
    found.put("BER: length of 2^64 - 1", "3088ffffffffffffffff" + algorithm + octets);
    found.put("BER: length one too large", "3032" + algorithm + octets);
    found.put("BER: length one too small", "3030" + algorithm + octets);
    found.put("BER: length zero", "3000" + algorithm + octets);
    found.put("BER: no end to come", "3080" + algorithm + octets);
    found.put("BER: indefinite length", "3080" + algorithm + octets + "0000");
    found.put("BER: long length of the algorithm", "303230810d" + OID + "0500" + octets);
    found.put("BER: indefinite length of the algorithm", "30333080" + OID + "05000000" + octets);
    found.put(
        "BER: long length of the identifier",
        "3032300e" + "0681" + OID.substring(2) + "0500" + octets);
    found.put(
        "BER: a leading zero in the identifier",
        "3032300e060a80608648016503040201" + "0500" + octets);
    found.put("BER: long length of NULL", "3032300e" + OID + "058100" + octets);
    found.put("BER: NULL with content", "3032300e" + OID + "050100" + octets);
    found.put("BER: an empty sequence for NULL", "3031300d" + OID + "3000" + octets);
    found.put("BER: false for NULL", "3032300e" + OID + "010100" + octets);
    found.put("BER: two NULLs", "3033300f" + OID + "05000500" + octets);
    found.put("BER: long length of the digest", "3032" + algorithm + "048120" + digest);
    found.put(
        "BER: digest in pieces",
        "3035"
            + algorithm
            + "2424"
            + "0410"
            + digest.substring(0, 32)
            + "0410"
            + digest.substring(32));
    found.put("BER: digest as bit string", "3032" + algorithm + "032100" + digest);
    found.put("garbage in the sequence, at its end", "3033" + algorithm + octets + "0500");
    found.put("garbage in the sequence, at its begin", "30330500" + algorithm + octets);
    found.put("garbage in the middle", "3033" + algorithm + "0500" + octets);
    found.put(
        "garbage in the algorithm", "3039" + "3015" + OID + "0500" + "0406414141414141" + octets);
    found.put("garbage after the sequence", "3031" + algorithm + octets + "0500");
    found.put("a zero after the sequence", "3031" + algorithm + octets + "00");
    found.put("a zero before the sequence", "003031" + algorithm + octets);
    found.put("no sequence", algorithm + octets);
    found.put("a sequence without content", "3000");
    found.put("a tag alone", "30");
    found.put("a set for the sequence", "3131" + algorithm + octets);
    found.put("no algorithm", "3022" + octets);
    found.put("an algorithm without content", "30243000" + octets);
    found.put("no digest", "300f" + algorithm);
    found.put("an empty digest", "3011" + algorithm + "0400");
    found.put("the digest one byte short", "3030" + algorithm + "041f" + digest.substring(0, 62));
    found.put("the digest one byte long", "3032" + algorithm + "0421" + digest + "00");
    found.put("the digest bare", digest);
    found.put("the digest of another text", "3031" + algorithm + "0420" + "00".repeat(32));
    found.put(
        "the text in place of the digest",
        "3031"
            + algorithm
            + "0420"
            + HexFormat.of().formatHex(INPUT.substring(0, 32).getBytes(US_ASCII)));
    found.put("SHA-1, all of it", "3021300906052b0e03021a05000414" + digest("SHA-1"));
    found.put("SHA-384, all of it", "3041300d060960864801650304020205000430" + digest("SHA-384"));
    found.put("SHA-512, all of it", "3051300d060960864801650304020305000440" + digest("SHA-512"));
    found.put(
        "SHA-512/256, all of it", "3031300d060960864801650304020605000420" + digest("SHA-512/256"));
    found.put(
        "the identifier of SHA-512/256 alone", "3031300d060960864801650304020605000420" + digest);
    found.put(
        "the identifier of SHA3-256 alone", "3031300d060960864801650304020805000420" + digest);
    found.put(
        "the identifier of RS256 for that of the hash",
        "3031300d06092a864886f70d01010b05000420" + digest);
    found.put("MD5 and SHA-1, as in old TLS", digest("MD5") + digest("SHA-1"));
    found.put("nothing", "");
    return found;
  }

  /** Blocks around what is right, by what is wrong with the padding. */
  private static Map<String, byte[]> blocks(byte[] info) {
    int fill = 256 - 3 - info.length;
    Map<String, byte[]> found = new LinkedHashMap<>();
    found.put("padding of type 0", join(hex("0000"), new byte[fill], hex("00"), info));
    found.put("padding of type 2", join(hex("0002"), filled(fill), hex("00"), info));
    found.put(
        "padding of type 1, one byte late", join(hex("000001"), filled(fill - 1), hex("00"), info));
    found.put("no zero in front", join(hex("01"), filled(fill + 1), hex("00"), info));
    found.put("no zero after the padding", join(hex("0001"), filled(fill + 1), info));
    found.put(
        "padding that begins with fe", join(hex("0001fe"), filled(fill - 1), hex("00"), info));
    found.put("padding that ends with fe", join(hex("0001"), filled(fill - 1), hex("fe00"), info));
    found.put(
        "padding with a zero within",
        join(hex("0001"), filled(8), hex("00"), filled(fill - 9), hex("00"), info));
    found.put("padding of zeros", join(hex("0001"), new byte[fill], hex("00"), info));
    found.put("no padding, garbage after", join(hex("000100"), info, filled(fill)));
    found.put("no padding, zeros after", join(hex("000100"), info, new byte[fill]));
    found.put(
        "seven bytes of padding, garbage after",
        join(hex("0001"), filled(7), hex("00"), info, filled(fill - 7)));
    found.put(
        "the block short, with zeros in front",
        join(new byte[10], hex("0001"), filled(fill - 10), hex("00"), info));
    return found;
  }

  private static String digest(String algorithm) throws GeneralSecurityException {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(INPUT.getBytes(US_ASCII)));
  }

  private static byte[] padded(byte[] info) {
    return join(hex("0001"), filled(256 - 3 - info.length), hex("00"), info);
  }

  private static byte[] raw(byte[] block) throws GeneralSecurityException {
    return RsaRaw.sign(block);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }
}
