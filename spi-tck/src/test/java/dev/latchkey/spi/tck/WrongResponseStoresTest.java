package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.latchkey.spi.cache.HttpResponseStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract bites: for an obligation that a store breaks, the test that says so fails. */
@Timeout(60)
class WrongResponseStoresTest {

  static Stream<Arguments> breaches() {
    return Stream.of(
        Arguments.of(ThrowsIfAbsent.class, "absentIsNotFound"),
        Arguments.of(CutsBodies.class, "answersAreVerbatim"),
        Arguments.of(ForgetsTheEnd.class, "answersAreVerbatim"),
        Arguments.of(ReadsOnce.class, "answersAreVerbatim"),
        Arguments.of(KeepsTheFirst.class, "lastAnswerCounts"),
        Arguments.of(RemovesNothing.class, "removedIsNotFound"),
        Arguments.of(RemovesEverything.class, "removedIsNotFound"),
        Arguments.of(FoldsCase.class, "keysAreToldApart"),
        Arguments.of(CutsKeys.class, "keysAreToldApart"),
        Arguments.of(CopiesOnWrite.class, "threadsDoNotDisturbEachOther"),
        Arguments.of(ClosesOnce.class, "closesTwice"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("breaches")
  void wrongStoreFails(Class<? extends HttpResponseStoreContract> wrong, String obligation) {
    assertThat(InnerRun.failures(selectMethod(wrong, obligation))).isEqualTo(1);
    assertThat(InnerRun.failures(selectMethod(Right.class, obligation))).isZero();
  }

  static class Right extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore();
    }
  }

  static class ThrowsIfAbsent extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public Optional<StoredResponse> get(String key) {
          return Optional.of(super.get(key).orElseThrow(NoSuchElementException::new));
        }
      };
    }
  }

  static class CutsBodies extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public void put(String key, StoredResponse answer) {
          String body = answer.body();
          String cut = body.substring(0, Math.min(body.length(), 65_535));
          super.put(key, new StoredResponse(answer.status(), cut, answer.expiresAt()));
        }
      };
    }
  }

  static class ForgetsTheEnd extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public void put(String key, StoredResponse answer) {
          super.put(key, new StoredResponse(answer.status(), answer.body(), Instant.MAX));
        }
      };
    }
  }

  static class ReadsOnce extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public Optional<StoredResponse> get(String key) {
          return Optional.ofNullable(map.remove(key));
        }
      };
    }
  }

  static class KeepsTheFirst extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public void put(String key, StoredResponse answer) {
          map.putIfAbsent(key, answer);
        }
      };
    }
  }

  static class RemovesNothing extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public void remove(String key) {}
      };
    }
  }

  static class RemovesEverything extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        public void remove(String key) {
          map.clear();
        }
      };
    }
  }

  static class FoldsCase extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        String name(String key) {
          return key.toLowerCase(Locale.ROOT);
        }
      };
    }
  }

  static class CutsKeys extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        @Override
        String name(String key) {
          return key.substring(0, Math.min(key.length(), 255));
        }
      };
    }
  }

  static class CopiesOnWrite extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new HttpResponseStore() {
        private volatile Map<String, StoredResponse> map = Map.of();

        @Override
        public Optional<StoredResponse> get(String key) {
          return Optional.ofNullable(map.get(key));
        }

        @Override
        public void put(String key, StoredResponse answer) {
          Map<String, StoredResponse> next = new HashMap<>(map);
          next.put(key, answer);
          map = next;
        }

        @Override
        public void remove(String key) {
          Map<String, StoredResponse> next = new HashMap<>(map);
          next.remove(key);
          map = next;
        }
      };
    }
  }

  static class ClosesOnce extends HttpResponseStoreContract {
    @Override
    protected HttpResponseStore open() {
      return new MapStore() {
        private int times;

        // The contract closes what a test leaves open, so the third time is not its affair.
        @Override
        public void close() {
          if (times++ == 1) {
            throw new IllegalStateException("closed already");
          }
        }
      };
    }
  }

  /** A right store, until a method is overridden. */
  private static class MapStore implements HttpResponseStore {

    final Map<String, StoredResponse> map = new ConcurrentHashMap<>();

    String name(String key) {
      return key;
    }

    @Override
    public Optional<StoredResponse> get(String key) {
      return Optional.ofNullable(map.get(name(key)));
    }

    @Override
    public void put(String key, StoredResponse answer) {
      map.put(name(key), answer);
    }

    @Override
    public void remove(String key) {
      map.remove(name(key));
    }
  }
}
