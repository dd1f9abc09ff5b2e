package dev.latchkey.application.cache;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.system.RandomSource;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts as often as its argument says, and tells the first eight bytes of each nonce. */
final class WritingProcess {

  private static final String KEY_ID = "shared";
  // The format, the length of the id, and the id come before it.
  private static final int NONCE_AT = 2 + KEY_ID.length();

  private WritingProcess() {}

  public static void main(String[] arguments) throws IOException {
    Encryption encryption = new Encryption(new SharedKey(), RandomSource.system(), false);
    StoreKey place = new StoreKey("place");
    Envelope.Content plain = (before, after) -> new byte[before + 16 + after];
    DataOutputStream output = new DataOutputStream(new BufferedOutputStream(System.out));
    for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
      output.writeLong(ByteBuffer.wrap(encryption.sealed(place, plain)).getLong(NONCE_AT));
    }
    output.flush();
  }

  /** The same in each process. */
  private static final class SharedKey implements CacheKeySource {

    private final CacheKey key = CacheKey.of(KEY_ID, new SecretKeySpec(new byte[32], "AES"));

    @Override
    public CacheKey primary() {
      return key;
    }

    @Override
    public Optional<CacheKey> byId(String id) {
      throw new CacheException("nothing is read here");
    }
  }
}
