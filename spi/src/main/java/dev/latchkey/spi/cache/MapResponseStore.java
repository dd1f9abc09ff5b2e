package dev.latchkey.spi.cache;

import java.util.Map;
import java.util.Optional;

/** A map of the application's as a store. */
final class MapResponseStore implements HttpResponseStore {

  private final Map<String, StoredResponse> map;

  MapResponseStore(Map<String, StoredResponse> map) {
    this.map = map;
  }

  @Override
  public Optional<StoredResponse> get(String key) {
    return Optional.ofNullable(map.get(key));
  }

  @Override
  public void put(String key, StoredResponse response) {
    map.put(key, response);
  }

  @Override
  public void remove(String key) {
    map.remove(key);
  }
}
