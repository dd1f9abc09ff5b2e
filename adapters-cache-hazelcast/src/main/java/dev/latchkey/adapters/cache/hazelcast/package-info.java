/** A cluster that shares the token cache: an entry for each partition, with a time to live. */
@NullMarked
package dev.latchkey.adapters.cache.hazelcast;

import org.jspecify.annotations.NullMarked;
