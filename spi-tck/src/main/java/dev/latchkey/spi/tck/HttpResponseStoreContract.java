package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The obligations of a {@link HttpResponseStore}, as tests. A store's own test extends this class
 * and says how to open it. Each test begins with an empty place. A store may lose what it holds at
 * any time; one that does so within a moment, in the midst of a test, keeps nothing and is of no
 * use.
 *
 * @since 0.1
 */
@Timeout(60)
public abstract class HttpResponseStoreContract {

  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");
  private static final StoredResponse ANSWER = new StoredResponse(200, "{}", LATER);
  private static final StoredResponse OTHER =
      new StoredResponse(400, "{\"error\":\"invalid_grant\"}", LATER.plusSeconds(1));

  private @Nullable HttpResponseStore opened;

  /** Begins with no store. */
  protected HttpResponseStoreContract() {}

  /**
   * Opens a store over the empty place of the running test; the contract closes it.
   *
   * @return an open store
   */
  protected abstract HttpResponseStore open();

  private HttpResponseStore store() {
    if (opened == null) {
      opened = open();
    }
    return opened;
  }

  @AfterEach
  void closeStore() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  @DisplayName("what was never put is not found, and removing it does nothing")
  void absentIsNotFound() {
    assertThat(store().get("key")).isEmpty();
    assertThatCode(() -> store().remove("key")).doesNotThrowAnyException();
    assertThat(store().get("key")).isEmpty();
  }

  @Test
  @DisplayName("an answer comes back as it was put: status, body and end")
  void answersAreVerbatim() {
    List<StoredResponse> answers =
        List.of(
            ANSWER,
            OTHER,
            new StoredResponse(503, "", LATER),
            new StoredResponse(200, "{\"\u00fc\":\"\u65e5\u672c\\n\\u0000 \ud83d\ude00\"}", LATER),
            new StoredResponse(200, " \r\n\t[" + "7,".repeat(100_000) + "8]", LATER));
    for (StoredResponse answer : answers) {
      store().put("key", answer);
      assertThat(store().get("key")).contains(answer);
      assertThat(store().get("key")).as("read again").contains(answer);
    }
  }

  @Test
  @DisplayName("the last answer that was put counts")
  void lastAnswerCounts() {
    store().put("key", ANSWER);
    store().put("key", OTHER);

    assertThat(store().get("key")).contains(OTHER);
  }

  @Test
  @DisplayName("what was removed is not found, and can be put again")
  void removedIsNotFound() {
    store().put("key", ANSWER);
    store().put("other", OTHER);
    store().remove("key");

    assertThat(store().get("key")).isEmpty();
    assertThat(store().get("other")).contains(OTHER);
    store().put("key", OTHER);
    assertThat(store().get("key")).contains(OTHER);
  }

  @Test
  @DisplayName("keys are told apart to the letter, case and last of 512 characters included")
  void keysAreToldApart() {
    List<String> keys =
        List.of(
            "key",
            "KEY",
            "key ",
            "a/b",
            "a\\b",
            "..",
            "https://login.example.org/.well-known/openid-configuration?a=b&c=%20",
            "k".repeat(512),
            "k".repeat(511) + "l");
    for (int i = 0; i < keys.size(); i++) {
      store().put(keys.get(i), new StoredResponse(200 + i, keys.get(i), LATER));
    }

    for (int i = 0; i < keys.size(); i++) {
      assertThat(store().get(keys.get(i)))
          .as(keys.get(i))
          .contains(new StoredResponse(200 + i, keys.get(i), LATER));
    }
  }

  @Test
  @DisplayName("threads lose nothing of what other threads put and remove")
  void threadsDoNotDisturbEachOther() {
    HttpResponseStore store = store();
    List<Callable<Boolean>> workers = new ArrayList<>();
    for (int w = 0; w < 8; w++) {
      String own = "worker-" + w + "-";
      workers.add(
          () -> {
            boolean right = true;
            for (int i = 0; i < 500; i++) {
              StoredResponse answer = new StoredResponse(200, own + i, LATER);
              store.put(own + i, answer);
              right &= store.get(own + i).filter(answer::equals).isPresent();
              if (i % 2 == 1) {
                store.remove(own + i);
              }
            }
            return right;
          });
    }

    try (Together threads = new Together()) {
      assertThat(threads.run(workers)).containsOnly(true);
    }
    for (int w = 0; w < 8; w++) {
      for (int i = 0; i < 500; i++) {
        assertThat(store.get("worker-" + w + "-" + i).isPresent()).isEqualTo(i % 2 == 0);
      }
    }
  }

  @Test
  @DisplayName("closing twice does nothing")
  void closesTwice() {
    store().put("key", ANSWER);
    store().close();

    assertThatCode(() -> store().close()).doesNotThrowAnyException();
  }
}
