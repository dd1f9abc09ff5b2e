package dev.latchkey.application.cache;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.StoreKey;

/** No envelope: for files that other libraries read, and for those who asked for it by name. */
public final class Plaintext implements Envelope {

  /** Makes an envelope that is none. */
  public Plaintext() {}

  @Override
  public byte[] sealed(StoreKey key, Content plain) {
    return plain.within(0, 0);
  }

  @Override
  public byte[] opened(StoreKey key, byte[] stored) {
    if (stored.length > 0 && stored[0] == Encryption.FORMAT) {
      throw new CacheException(
          CacheException.Reason.UNREADABLE,
          "the stored token cache is encrypted, and this client was told to store it in clear; give"
              + " it the keys",
          FailureDetails.none(),
          null);
    }
    return stored;
  }
}
