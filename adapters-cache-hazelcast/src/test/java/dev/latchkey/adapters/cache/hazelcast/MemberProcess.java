package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.io.IOException;

/**
 * A member in a process of its own, until its input ends. Arguments: the name of the cluster, the
 * address of a member to join, and how many copies of each entry other members have. Says where it
 * listens.
 */
final class MemberProcess {

  private MemberProcess() {}

  public static void main(String[] args) throws IOException {
    Config config = LoopbackCluster.config(args[0], args[1]);
    config.getMapConfig("default").setBackupCount(Integer.parseInt(args[2]));
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
    System.out.println(
        "listening 127.0.0.1:" + member.getCluster().getLocalMember().getAddress().getPort());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Only its end counts.
    }
    member.getLifecycleService().terminate();
  }
}
