package dev.latchkey.sandbox;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Nonces that were given out, each good for one proof. */
final class Nonces {

  private final Set<String> open = ConcurrentHashMap.newKeySet();

  String issue() {
    String nonce = UUID.randomUUID().toString();
    open.add(nonce);
    return nonce;
  }

  boolean take(String nonce) {
    return open.remove(nonce);
  }
}
