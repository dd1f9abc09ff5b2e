package dev.latchkey.application.violation.library;

import com.hazelcast.violation.Hazelcast;

/** A library outside its room. */
public interface UsesHazelcast {
  Hazelcast library();
}
