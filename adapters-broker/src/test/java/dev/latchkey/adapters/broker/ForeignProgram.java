package dev.latchkey.adapters.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.emulator.BusParticipant;
import dev.latchkey.emulator.PrivateBus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.types.UInt32;

/** A program that runs as the user nobody, which takes root: other tests are skipped. */
final class ForeignProgram implements AutoCloseable {

  private static final String NOBODY = "65534";

  // What it sends is made here; perl, which every Debian has, only runs as somebody else.
  private static final String OWNS =
      """
      use IO::Socket::UNIX; use Socket; $| = 1;
      my $bus = IO::Socket::UNIX->new(Type => SOCK_STREAM, Peer => $ARGV[0]) or die;
      syswrite($bus, pack("H*", $ARGV[1]));
      my $seen = "";
      while ($seen !~ /NameAcquired.*identity/s) { sysread($bus, $seen, 4096, length $seen) or die; }
      print "ready\n"; <STDIN>;
      """;
  private static final String LISTENS =
      """
      use IO::Socket::UNIX; use Socket; $| = 1;
      my $at = IO::Socket::UNIX->new(Type => SOCK_STREAM, Local => $ARGV[0], Listen => 1) or die;
      print "ready\n"; <STDIN>;
      """;

  private final Process process;

  private ForeignProgram(String script, String... arguments) throws IOException {
    assumeTrue(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
        "only root runs programs as somebody else");
    for (String program : List.of("/usr/bin/setpriv", "/usr/bin/perl")) {
      assumeTrue(Files.isExecutable(Path.of(program)), program + " is not installed");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "/usr/bin/setpriv",
                "--reuid=" + NOBODY,
                "--regid=" + NOBODY,
                "--clear-groups",
                "/usr/bin/perl",
                "-e",
                script));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  static ForeignProgram owning(String name, PrivateBus bus) throws IOException, DBusException {
    Files.setPosixFilePermissions(
        bus.socket().resolveSibling("."), PosixFilePermissions.fromString("rwx--x--x"));
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    String uid = HexFormat.of().formatHex(NOBODY.getBytes(StandardCharsets.US_ASCII));
    sent.writeBytes(
        ("\0AUTH EXTERNAL " + uid + "\r\nBEGIN\r\n").getBytes(StandardCharsets.US_ASCII));
    add(sent, "Hello", null);
    add(sent, "RequestName", "su", name, new UInt32(4));
    return new ForeignProgram(
        OWNS, bus.socket().toString(), HexFormat.of().formatHex(sent.toByteArray()));
  }

  private static void add(
      ByteArrayOutputStream to, String member, String signature, Object... arguments)
      throws DBusException {
    Message call =
        BusParticipant.FACTORY.createMethodCall(
            null,
            "org.freedesktop.DBus",
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            member,
            (byte) 0,
            signature,
            arguments);
    for (byte[] part : call.getWireData()) {
      if (part != null) {
        to.writeBytes(part);
      }
    }
  }

  static ForeignProgram listeningAt(Path socket) throws IOException {
    Path folder = socket.getParent();
    if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      Files.setAttribute(folder, "unix:uid", Integer.parseInt(NOBODY));
    }
    return new ForeignProgram(LISTENS, socket.toString());
  }

  void awaitOwned() throws IOException {
    assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("ready");
  }

  @Override
  public void close() throws IOException {
    process.outputWriter().close();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
