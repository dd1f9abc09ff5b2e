package dev.latchkey.adapters.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import dev.latchkey.spi.cache.StoreKey;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member that owns an entry and does nothing about it for a while. */
final class HungMember {

  private static final Map<UUID, HungMember> ALL = new ConcurrentHashMap<>();

  private final UUID id = UUID.randomUUID();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);

  private HungMember() {}

  /** Lets the owner of an entry hang while something is done. */
  static void during(HazelcastInstance member, String map, StoreKey key, Step step)
      throws Exception {
    HungMember hung = new HungMember();
    ALL.put(hung.id, hung);
    try {
      IMap<String, Object> entries = member.getMap(map);
      assertThat(entries.submitToKey(key.value(), new Hang(hung.id))).isNotNull();
      assertThat(hung.hangs.await(10, TimeUnit.SECONDS)).isTrue();
      step.run();
    } finally {
      hung.over.countDown();
      ALL.remove(hung.id);
    }
  }

  /** What is done meanwhile. */
  interface Step {
    void run() throws Exception;
  }

  /** The owner may be another member of this JVM, so that this travels by its name. */
  private record Hang(UUID id) implements EntryProcessor<String, Object, Object>, Serializable {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public @Nullable Object process(Map.Entry<String, Object> entry) {
      HungMember hung = ALL.get(id);
      if (hung != null) {
        hung.hangs.countDown();
        try {
          assertThat(hung.over.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return null;
    }

    @Override
    public @Nullable EntryProcessor<String, Object, Object> getBackupProcessor() {
      return null;
    }
  }
}
