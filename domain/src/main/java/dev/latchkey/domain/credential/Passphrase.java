package dev.latchkey.domain.credential;

import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What opens an encrypted key, a PFX file or a hardware token. It never prints, and its characters
 * are overwritten as soon as they were used. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class Passphrase {

  private final Supplier<char[]> source;

  private Passphrase(Supplier<char[]> source) {
    this.source = source;
  }

  /** {@return the passphrase of what has none} */
  public static Passphrase none() {
    return new Passphrase(() -> new char[0]);
  }

  /**
   * Takes characters over. They are overwritten in this very array after the first use, so that the
   * passphrase opens its key once: enough for a client that is built and keeps the key. Where a key
   * is opened again, as a rotating one is, use {@link #from}.
   *
   * @param value the characters, the caller's no longer
   * @return the passphrase
   */
  public static Passphrase of(char[] value) {
    AtomicReference<char[]> once = new AtomicReference<>(Objects.requireNonNull(value));
    return new Passphrase(
        () -> {
          char[] taken = once.getAndSet(null);
          if (taken == null) {
            throw new IllegalStateException(
                "passphrase was used and cleared; give Passphrase.from(...) to open a key more"
                    + " than once");
          }
          return taken;
        });
  }

  /**
   * Asks for the passphrase each time that it is needed.
   *
   * @param source gives a new array each time, which is overwritten after use
   * @return the passphrase
   */
  public static Passphrase from(Supplier<char[]> source) {
    return new Passphrase(Objects.requireNonNull(source, "passphrase source"));
  }

  /**
   * Lends the characters and overwrites them afterwards, however it ends.
   *
   * @param <T> what is opened
   * @param opener uses the characters and keeps none of them
   * @return what it returned
   * @throws IllegalStateException if the characters were given once and are used up
   */
  public <T> T open(Function<char[], T> opener) {
    char[] characters =
        Objects.requireNonNull(source.get(), "the passphrase source gave no characters");
    try {
      return opener.apply(characters);
    } finally {
      Arrays.fill(characters, '\0');
    }
  }

  /** {@return a fixed text, never the passphrase} */
  @Override
  public String toString() {
    return "Passphrase[hidden]";
  }
}
