package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * PEM text (RFC 7468) cut into its blocks. What stands between them, such as the attributes that
 * openssl writes, is passed over; so is the blank before a line, which comes with text pasted into
 * YAML.
 */
final class PemText {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private final String bare;
  private final List<Block> blocks;

  private PemText(String bare, List<Block> blocks) {
    this.bare = bare;
    this.blocks = blocks;
  }

  static PemText of(byte[] pem) {
    if (pem.length > KeyMaterialReader.MAX_PEM_BYTES) {
      throw new CryptoException(
          "PEM text has more than " + KeyMaterialReader.MAX_PEM_BYTES + " bytes");
    }
    String text =
        new String(pem, StandardCharsets.ISO_8859_1)
            .lines()
            .map(String::strip)
            .collect(Collectors.joining("\n"));
    List<Block> blocks = new ArrayList<>();
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int label = at + BEGIN.length();
      int dashes = text.indexOf(DASHES, label);
      int end = dashes < 0 ? -1 : text.indexOf(END + text.substring(label, dashes) + DASHES, label);
      if (end < 0) {
        throw new CryptoException("PEM text is cut off: a block has no END line");
      }
      int next = text.indexOf('\n', end);
      int stop = next < 0 ? text.length() : next;
      blocks.add(new Block(text.substring(label, dashes), text.substring(at, stop)));
      at = text.indexOf(BEGIN, stop);
    }
    return new PemText(text, blocks);
  }

  /** Whether there are no markers at all, so that the text may be base64 alone. */
  boolean isBare() {
    return blocks.isEmpty() && !bare.isBlank();
  }

  String bare() {
    return bare.replace("\n", "");
  }

  List<Block> keys() {
    return blocks.stream().filter(it -> it.label().endsWith("PRIVATE KEY")).toList();
  }

  List<Block> certificates() {
    return blocks.stream().filter(it -> it.label().endsWith("CERTIFICATE")).toList();
  }

  /** One block, with its markers. Its text may be secret and does not print. */
  static final class Block {

    private final String label;
    private final String text;

    Block(String label, String text) {
      this.label = label;
      this.text = text;
    }

    String label() {
      return label;
    }

    String text() {
      return text;
    }

    @Override
    public String toString() {
      return "Block[" + label.toLowerCase(Locale.ROOT) + "]";
    }
  }
}
