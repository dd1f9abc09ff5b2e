package dev.latchkey.emulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.spi.message.InputStreamMessageReader;
import org.freedesktop.dbus.types.UInt32;
import org.jspecify.annotations.Nullable;

/** Anybody on the bus, made of the library's own parts, and not of the adapter's. */
public final class BusParticipant implements AutoCloseable {

  public static final MessageFactory FACTORY = new MessageFactory(Endian.LITTLE);

  private final SocketChannel channel;
  private final InputStreamMessageReader reader;

  public BusParticipant(Path socket) {
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      reader = new InputStreamMessageReader(channel);
      String uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
      write(
          ("\0AUTH EXTERNAL "
                  + HexFormat.of().formatHex(uid.getBytes(StandardCharsets.US_ASCII))
                  + "\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      ByteBuffer one = ByteBuffer.allocate(1);
      do {
        channel.read(one.clear());
      } while (one.get(0) != '\n');
      write("BEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
      ask("Hello", null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void own(String name) {
    // 4: do not queue; 2: take it over.
    ask("RequestName", "su", name, new UInt32(6));
  }

  private void ask(String member, @Nullable String signature, Object... arguments) {
    try {
      MethodCall call =
          FACTORY.createMethodCall(
              null,
              "org.freedesktop.DBus",
              "/org/freedesktop/DBus",
              "org.freedesktop.DBus",
              member,
              (byte) 0,
              signature,
              arguments);
      send(call);
      Message answer;
      do {
        answer = next();
      } while (answer.getReplySerial() != call.getSerial());
    } catch (DBusException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public Message next() throws IOException, DBusException {
    @Nullable Message message = null;
    while (message == null) {
      message = reader.readMessage();
    }
    return message;
  }

  public void send(Message message) throws IOException {
    for (byte[] part : message.getWireData()) {
      if (part != null) {
        write(part);
      }
    }
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
