package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;

/**
 * A member in a process of its own, until its input ends. Arguments: the name of the cluster, and
 * the address of a member to join. Says where it listens.
 */
final class MemberProcess {

  private MemberProcess() {}

  public static void main(String[] args) throws IOException {
    HazelcastInstance member =
        Hazelcast.newHazelcastInstance(LoopbackCluster.config(args[0], args[1]));
    System.out.println(
        "listening 127.0.0.1:" + member.getCluster().getLocalMember().getAddress().getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Only its end counts.
    }
    member.getLifecycleService().terminate();
  }
}
