package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.StoreKey;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Notices by listeners of the map, which tell keys and no values. */
final class ClusterNotices implements ChangeNotices {

  private final Supplier<IMap<String, Object>> partitions;
  private final ClusterCalls calls;
  private final Set<UUID> listeners = ConcurrentHashMap.newKeySet();

  ClusterNotices(Supplier<IMap<String, Object>> partitions, ClusterCalls calls) {
    this.partitions = partitions;
    this.calls = calls;
  }

  @Override
  public Subscription subscribe(Consumer<StoreKey> listener) {
    Objects.requireNonNull(listener, "listener");
    UUID id = calls.ask(() -> partitions.get().addEntryListener(new Teller(listener), false));
    listeners.add(id);
    return () -> unsubscribe(id);
  }

  void endAll() {
    listeners.forEach(this::unsubscribe);
  }

  private void unsubscribe(UUID id) {
    if (listeners.remove(id)) {
      calls.tell(() -> partitions.get().removeEntryListener(id));
    }
  }

  /** Passes keys on. */
  private record Teller(Consumer<StoreKey> listener)
      implements EntryAddedListener<String, Object>,
          EntryUpdatedListener<String, Object>,
          EntryRemovedListener<String, Object>,
          EntryExpiredListener<String, Object> {

    @Override
    public void entryAdded(EntryEvent<String, Object> event) {
      tell(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, Object> event) {
      tell(event);
    }

    @Override
    public void entryRemoved(EntryEvent<String, Object> event) {
      tell(event);
    }

    @Override
    public void entryExpired(EntryEvent<String, Object> event) {
      tell(event);
    }

    private void tell(EntryEvent<String, Object> event) {
      Keys.ours(event.getKey()).ifPresent(listener);
    }
  }
}
