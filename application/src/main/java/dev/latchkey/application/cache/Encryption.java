package dev.latchkey.application.cache;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.system.RandomSource;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256 in GCM (NIST SP 800-38D). What is stored is: the format (one byte), the length of the key
 * id (one byte), the key id, the nonce (12 bytes), and the ciphertext with its tag (16 bytes). All
 * before the ciphertext is authenticated, and so is where it lies, so that one person's bytes in
 * another's place are refused.
 */
public final class Encryption implements Envelope {

  /** The first byte. No JSON text begins with it. */
  static final byte FORMAT = 1;

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;
  private static final int LONGEST_KEY_ID = 255;
  private static final int KEY_BYTES = 32;

  private final CacheKeySource keys;
  private final RandomSource random;
  private final boolean readsPlaintext;

  // For the next one who needs it with this key: to find a cipher among the providers takes longer
  // than to encrypt what one person has.
  private final AtomicReference<@Nullable Spare> spare = new AtomicReference<>();

  /**
   * Encrypts.
   *
   * @param keys has the keys
   * @param random makes nonces
   * @param readsPlaintext whether what is not encrypted is read, too; it is encrypted when it is
   *     written next
   */
  public Encryption(CacheKeySource keys, RandomSource random, boolean readsPlaintext) {
    this.keys = Objects.requireNonNull(keys, "keys");
    this.random = Objects.requireNonNull(random, "random");
    this.readsPlaintext = readsPlaintext;
  }

  /**
   * Tells encrypted bytes from others.
   *
   * @param stored what a store gave
   * @return whether they are in this format
   */
  public static boolean isSealed(byte[] stored) {
    return stored.length > 0 && stored[0] == FORMAT;
  }

  @Override
  public byte[] sealed(StoreKey key, Content plain) {
    CacheKey primary = keys.primary();
    byte[] id = primary.id().getBytes(StandardCharsets.UTF_8);
    if (id.length == 0 || id.length > LONGEST_KEY_ID) {
      throw new CacheException(
          "the id of the token cache's key has " + id.length + " bytes; 1 to 255 are allowed");
    }
    byte[] header =
        ByteBuffer.allocate(2 + id.length + NONCE_BYTES)
            .put(FORMAT)
            .put((byte) id.length)
            .put(id)
            .put(random.bytes(NONCE_BYTES))
            .array();
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, primary, header, key);
      byte[] sealed = plain.within(header.length, TAG_BYTES);
      System.arraycopy(header, 0, sealed, 0, header.length);
      // In place: ciphers may be given one array for both.
      cipher.doFinal(
          sealed, header.length, sealed.length - header.length - TAG_BYTES, sealed, header.length);
      spare.set(new Spare(primary.key(), cipher));
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new CacheException(
          "the token cache cannot be encrypted with the key " + primary.id(),
          FailureDetails.none(),
          e);
    }
  }

  @Override
  public byte[] opened(StoreKey key, byte[] stored) {
    if (stored.length == 0) {
      return stored;
    }
    if (stored[0] != FORMAT) {
      // Text begins with a brace, a blank or a byte order mark.
      if (readsPlaintext && stored[0] != 0) {
        return stored;
      }
      throw unreadable(
          "is not encrypted, or in a format that this version does not know; see the option that"
              + " reads plaintext, too",
          null);
    }
    int idLength = stored.length < 2 ? 0 : stored[1] & 0xff;
    int headerLength = 2 + idLength + NONCE_BYTES;
    if (idLength == 0 || stored.length < headerLength + TAG_BYTES) {
      throw unreadable("is cut off", null);
    }
    byte[] header = Arrays.copyOf(stored, headerLength);
    String id = keyId(header, idLength);
    CacheKey known =
        keys.byId(id)
            .orElseThrow(
                () ->
                    unreadable(
                        "was encrypted with the key " + id + ", which its source does not have",
                        null));
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, known, header, key);
      byte[] plain = cipher.doFinal(stored, headerLength, stored.length - headerLength);
      spare.set(new Spare(known.key(), cipher));
      return plain;
    } catch (GeneralSecurityException e) {
      throw unreadable(
          "was damaged or changed, or belongs elsewhere, or the key " + id + " is another now", e);
    }
  }

  // It is shown, so it has to be what somebody could have called a key.
  private static String keyId(byte[] header, int length) {
    try {
      String id =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header, 2, length)).toString();
      if (id.chars().noneMatch(Character::isISOControl)) {
        return id;
      }
    } catch (CharacterCodingException e) {
      // Said below.
    }
    throw unreadable("has a damaged key id", null);
  }

  private Cipher cipher(int mode, CacheKey key, byte[] header, StoreKey place)
      throws GeneralSecurityException {
    Spare last = spare.getAndSet(null);
    Cipher cipher = last != null && last.key.equals(key.key()) ? last.cipher : newCipher(key);
    byte[] nonce = Arrays.copyOfRange(header, header.length - NONCE_BYTES, header.length);
    cipher.init(mode, key.key(), new GCMParameterSpec(TAG_BYTES * 8, nonce));
    cipher.updateAAD(header);
    cipher.updateAAD(place.value().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static Cipher newCipher(CacheKey key) throws GeneralSecurityException {
    byte[] encoded = key.key().getEncoded();
    if (encoded != null) {
      int length = encoded.length;
      Arrays.fill(encoded, (byte) 0);
      if (length != KEY_BYTES) {
        throw new CacheException(
            "the token cache's key " + key.id() + " has " + length * 8 + " bits; 256 are needed");
      }
    }
    return Cipher.getInstance("AES/GCM/NoPadding");
  }

  private static CacheException unreadable(String what, @Nullable Throwable cause) {
    return new CacheException(
        CacheException.Reason.UNREADABLE,
        "the stored token cache " + what,
        FailureDetails.none(),
        cause);
  }

  // A cipher belongs to the provider that its key came to first.
  private record Spare(SecretKey key, Cipher cipher) {}
}
