package dev.latchkey.integration.spring;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What is remembered of each client. */
final class ClientRecords {

  private final Map<String, ClientRecord> records = new ConcurrentHashMap<>();

  ClientRecord of(String name) {
    return records.computeIfAbsent(name, it -> new ClientRecord());
  }

  Map<String, ClientRecord> all() {
    return new TreeMap<>(records);
  }
}
