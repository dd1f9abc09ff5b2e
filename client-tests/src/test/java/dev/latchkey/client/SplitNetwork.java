package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.NetworkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Places for two members, with a network between them that loses everything while it is cut. */
interface SplitNetwork extends AutoCloseable {

  /** Puts a member, the first or the second, into its place, where it finds the other. */
  void place(NetworkConfig member, boolean first);

  void cut() throws Exception;

  void heal() throws Exception;

  @Override
  void close() throws IOException;

  /** Members of this machine that reach each other through relays. */
  static SplitNetwork relayed() throws IOException {
    return new Relayed(freePort(), freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Relays that can be cut. */
  final class Relayed implements SplitNetwork {

    private final int firstPort;
    private final int secondPort;
    private final LossyRelay toFirst;
    private final LossyRelay toSecond;

    private Relayed(int firstPort, int secondPort) throws IOException {
      this.firstPort = firstPort;
      this.secondPort = secondPort;
      this.toFirst = new LossyRelay(firstPort);
      this.toSecond = new LossyRelay(secondPort);
    }

    @Override
    public void place(NetworkConfig member, boolean first) {
      member.setPort(first ? firstPort : secondPort).setPortAutoIncrement(false);
      member.setPublicAddress("127.0.0.1:" + (first ? toFirst : toSecond).port());
      member.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
      member
          .getJoin()
          .getTcpIpConfig()
          .addMember("127.0.0.1:" + (first ? toSecond : toFirst).port());
    }

    @Override
    public void cut() {
      toFirst.cut();
      toSecond.cut();
    }

    @Override
    public void heal() {
      toFirst.heal();
      toSecond.heal();
    }

    @Override
    public void close() throws IOException {
      toFirst.close();
      toSecond.close();
    }
  }

  /** Two addresses of a network namespace of one's own, and rules of the kernel between them. */
  final class Firewalled implements SplitNetwork {

    private static final String FIRST = "127.0.0.2";
    private static final String SECOND = "127.0.0.3";
    private static final int PORT = 5701;

    /** Begins, in a namespace in which nothing has been done yet. */
    Firewalled() throws Exception {
      ip("link set lo up");
      ip("addr add " + FIRST + "/8 dev lo");
      ip("addr add " + SECOND + "/8 dev lo");
      // The rule for local addresses comes first otherwise.
      ip("rule add pref 100 lookup local");
      ip("rule del pref 0");
    }

    @Override
    public void place(NetworkConfig member, boolean first) {
      member.setPort(PORT).setPortAutoIncrement(false);
      member.getInterfaces().setEnabled(true).addInterface(first ? FIRST : SECOND);
      member.getJoin().getTcpIpConfig().addMember((first ? SECOND : FIRST) + ":" + PORT);
    }

    @Override
    public void cut() throws Exception {
      ip("rule add pref 50 from " + FIRST + " to " + SECOND + " blackhole");
      ip("rule add pref 51 from " + SECOND + " to " + FIRST + " blackhole");
    }

    @Override
    public void heal() throws Exception {
      ip("rule del pref 50");
      ip("rule del pref 51");
    }

    @Override
    public void close() {
      // The namespace goes with its process.
    }

    private static void ip(String words) throws Exception {
      List<String> command = new ArrayList<>(List.of("ip"));
      command.addAll(List.of(words.split(" ", -1)));
      Process process = new ProcessBuilder(command).inheritIO().start();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(words).isZero();
    }
  }
}
