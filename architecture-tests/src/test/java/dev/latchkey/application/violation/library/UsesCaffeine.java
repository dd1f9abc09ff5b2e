package dev.latchkey.application.violation.library;

import com.github.benmanes.caffeine.cache.Cache;

/** A library outside its room. */
public interface UsesCaffeine {
  Cache<String, String> library();
}
