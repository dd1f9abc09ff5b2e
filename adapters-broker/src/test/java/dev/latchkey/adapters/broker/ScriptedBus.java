package dev.latchkey.adapters.broker;

import dev.latchkey.emulator.BusParticipant;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.spi.message.InputStreamMessageReader;
import org.freedesktop.dbus.types.UInt32;

/**
 * A bus that says of its users what a test wants: a text, or a number, or whatever bytes there are,
 * after which it hangs up. Callers come one after the other.
 */
final class ScriptedBus implements AutoCloseable {

  private final ServerSocketChannel server;
  private final Map<String, Object> answers;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Thread thread;

  ScriptedBus(Path socket, Map<String, Object> answers) throws IOException {
    this.answers = answers;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    thread = new Thread(this::serve, "scripted-bus");
    thread.setDaemon(true);
    thread.start();
  }

  /** What the latest caller asked. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void serve() {
    while (server.isOpen()) {
      serveOne();
    }
  }

  private void serveOne() {
    try (SocketChannel caller = server.accept()) {
      asked.clear();
      readUntil(caller, "\r\n");
      caller.write(ByteBuffer.wrap("OK 0123\r\n".getBytes(StandardCharsets.US_ASCII)));
      readUntil(caller, "BEGIN\r\n");
      InputStreamMessageReader reader = new InputStreamMessageReader(caller);
      boolean goesOn = true;
      while (goesOn) {
        goesOn = !(reader.readMessage() instanceof MethodCall call) || answer(caller, call);
      }
    } catch (IOException | DBusException e) {
      // The caller has gone, or the test has ended.
      return;
    }
  }

  private boolean answer(SocketChannel caller, MethodCall call) throws IOException, DBusException {
    Object answer = answers.get(call.getName());
    if (answer instanceof Raw raw) {
      caller.write(ByteBuffer.wrap(raw.to(call)));
      return false;
    }
    asked.add(call.getName());
    Message reply =
        answer instanceof Long number
            ? BusParticipant.FACTORY.createMethodReturn(
                "org.freedesktop.DBus", call, "u", new UInt32(number))
            : BusParticipant.FACTORY.createMethodReturn("org.freedesktop.DBus", call, "s", answer);
    for (byte[] part : reply.getWireData()) {
      if (part != null) {
        caller.write(ByteBuffer.wrap(part));
      }
    }
    return true;
  }

  /** What goes over the wire as it is. */
  interface Raw {
    byte[] to(MethodCall call);
  }

  private static void readUntil(SocketChannel channel, String end) throws IOException {
    StringBuilder read = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (read.indexOf(end) < 0 && channel.read(one.clear()) > 0) {
      read.append((char) one.get(0));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
