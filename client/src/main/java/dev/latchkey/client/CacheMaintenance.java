package dev.latchkey.client;

import dev.latchkey.application.cache.Encryption;
import dev.latchkey.application.cache.StoredDocuments;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.time.Instant;
import java.util.List;

/**
 * Looks after what a store of tokens holds: for administrators' tools, while clients may be using
 * the store. Each change is compared and swapped, so that nothing is lost of what they save
 * meanwhile. In contrast to a client it throws where something cannot be read, and moves nothing
 * aside. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class CacheMaintenance {

  private final StoredDocuments documents;
  private final ClientOptions options;

  private CacheMaintenance(StoredDocuments documents, ClientOptions options) {
    this.documents = documents;
    this.options = options;
  }

  /**
   * How what a store holds is kept.
   *
   * @since 0.1
   */
  public enum Form {
    /** There is nothing. */
    EMPTY,
    /** Anybody who can read the store can use the tokens. */
    PLAINTEXT,
    /** Encrypted by this library. */
    ENCRYPTED
  }

  /**
   * Tells how a store's content is kept, without a key.
   *
   * @param store the store
   * @return the form of the first partition that is there
   * @throws dev.latchkey.domain.error.CacheException if it could not be read, or cannot list what
   *     it holds
   */
  public static Form formOf(TokenCacheStore store) {
    for (StoreKey key : StoredDocuments.keys(store)) {
      StoredPartition stored = store.load(key);
      if (stored.length() > 0) {
        return Encryption.isSealed(stored.bytes()) ? Form.ENCRYPTED : Form.PLAINTEXT;
      }
    }
    return Form.EMPTY;
  }

  /**
   * Looks after a store.
   *
   * @param store the store; it stays the application's to close
   * @param protection whether and how its tokens are encrypted
   * @return the maintenance
   */
  public static CacheMaintenance of(TokenCacheStore store, CacheProtection protection) {
    ClientOptions options = new ClientOptions();
    return new CacheMaintenance(new StoredDocuments(store, protection.envelope(options)), options);
  }

  /**
   * Tells what is in the store: all of it, expired entries and those that are not understood, too.
   *
   * @return what each entry tells about itself, without its secret
   * @throws dev.latchkey.domain.error.CacheException if the store could not be read, or something
   *     in it, or it cannot list what it holds
   */
  public List<EntryFacts> entries() {
    return documents.inventory(now());
  }

  /**
   * Takes out what nobody can use any more: tokens past their end, the extended one included, and
   * people and ID tokens for whom there is neither a refresh token nor an access token left. What
   * is not understood stays.
   *
   * @return how many entries went
   * @throws dev.latchkey.domain.error.CacheException if the store could not be changed, or
   *     something in it not be read; what was done before stays done
   */
  public int prune() {
    return documents.prune(now());
  }

  /**
   * Keeps everything in another way, where it lies: encrypted if it was not, with the primary key
   * if it was with another, or not at all. Clients are told the new protection by their builders.
   *
   * @param next how it is to be kept
   * @throws dev.latchkey.domain.error.CacheException if the store could not be changed, or
   *     something in it not be read; what was done before stays done
   */
  public void protect(CacheProtection next) {
    documents.rewrap(next.envelope(options), now());
  }

  /**
   * Copies everything to a store that has nothing yet.
   *
   * @param target the other store, of the same layout; it stays the application's to close
   * @param protection how it is to be kept there
   * @throws dev.latchkey.domain.error.CacheException if the other store has something already,
   *     which is left as it is; or if either could not be reached, or something not be read
   */
  public void copyTo(TokenCacheStore target, CacheProtection protection) {
    documents.copyTo(target, protection.envelope(options), now());
  }

  private Instant now() {
    return options.time().instant();
  }
}
