package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The obligations of a {@link CacheKeySource}, as tests. A source's own test extends this class and
 * says how to open it. Each test begins with a place that has no key, if the source makes keys, or
 * with one key.
 *
 * @since 0.1
 */
@Timeout(60)
public abstract class CacheKeySourceContract {

  /** Begins with no source. */
  protected CacheKeySourceContract() {}

  /**
   * Opens a source over the place of the running test. Each call within a test gives another source
   * over the same place, as another process would have it.
   *
   * @return a source
   */
  protected abstract CacheKeySource open();

  /**
   * Makes another key the primary one and keeps the one before, as the administrator of the place
   * does it. Without it the tests of rotation are skipped.
   */
  protected void rotate() {
    abort("keys of this place are not rotated from here");
  }

  /**
   * Locks the place or takes it away, for the rest of the running test. Without it the tests of
   * failures are skipped.
   */
  protected void breakPlace() {
    abort("this place does not fail");
  }

  @Test
  @DisplayName("the primary key is an AES key of 256 bits with an id of plain characters")
  void primaryIsAnAesKey() {
    CacheKey key = open().primary();

    assertThat(key.id()).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(key.key().getAlgorithm()).isEqualTo("AES");
    assertThat(key.key().getEncoded()).hasSize(32);
  }

  @Test
  @DisplayName("the primary key stays the same, for every source over the place")
  void primaryStays() {
    CacheKeySource source = open();
    CacheKey first = source.primary();

    assertSame(source.primary(), first);
    assertSame(open().primary(), first);
  }

  @Test
  @DisplayName("the primary key is found by its id, for every source over the place")
  void primaryIsFoundById() {
    CacheKey key = open().primary();

    assertThat(open().byId(key.id())).hasValueSatisfying(found -> assertSame(found, key));
  }

  @Test
  @DisplayName("an id that nobody gave is not found")
  void unknownIdIsNotFound() {
    CacheKeySource source = open();
    assertThat(source.byId("nobody-gave-this-id")).isEmpty();
    source.primary();

    assertThat(source.byId("nobody-gave-this-id")).isEmpty();
    assertThat(source.byId("")).isEmpty();
  }

  @Test
  @DisplayName("threads and sources that ask at the same time get the same key")
  void firstCallersAgree() {
    List<Callable<CacheKey>> callers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      CacheKeySource source = open();
      callers.add(source::primary);
      callers.add(source::primary);
    }
    try (Together threads = new Together()) {
      List<CacheKey> keys = threads.run(callers);
      assertThat(keys).allSatisfy(key -> assertSame(key, keys.get(0)));
    }
  }

  @Test
  @DisplayName("after a rotation the new key is primary, and the old one is found by its id")
  void rotatedKeyIsFound() {
    CacheKeySource before = open();
    CacheKey old = before.primary();
    rotate();

    CacheKey fresh = open().primary();
    assertThat(fresh.id()).isNotEqualTo(old.id());
    assertThat(fresh.key().getEncoded()).isNotEqualTo(old.key().getEncoded());
    assertThat(open().byId(old.id())).hasValueSatisfying(found -> assertSame(found, old));
  }

  @Test
  @DisplayName("a place that fails is a CacheException, and makes no key (S-10)")
  void failureIsTyped() {
    CacheKeySource source = open();
    CacheKey key = source.primary();
    String secret = Base64.getEncoder().encodeToString(key.key().getEncoded());
    breakPlace();

    for (Callable<?> call : List.<Callable<?>>of(open()::primary, () -> open().byId(key.id()))) {
      assertThatThrownBy(call::call)
          .isInstanceOf(CacheException.class)
          .hasMessageNotContaining(secret);
    }
  }

  @Test
  @DisplayName("a key does not show in what is printed")
  void keyIsNotPrinted() {
    CacheKeySource source = open();
    byte[] bytes = source.primary().key().getEncoded();

    assertThat(source.toString() + source.primary())
        .doesNotContain(Base64.getEncoder().encodeToString(bytes))
        .doesNotContainIgnoringCase(HexFormat.of().formatHex(bytes));
  }

  @Test
  @DisplayName("a null id is a NullPointerException")
  @SuppressWarnings("NullAway") // what this test is for
  void nullIsRejected() {
    CacheKeySource source = open();

    assertThatThrownBy(() -> source.byId(null)).isInstanceOf(NullPointerException.class);
  }

  private static void assertSame(CacheKey actual, CacheKey expected) {
    assertThat(actual.id()).isEqualTo(expected.id());
    assertThat(actual.key()).isEqualTo(expected.key());
  }
}
