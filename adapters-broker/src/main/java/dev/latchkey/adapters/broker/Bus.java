package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.broker.Broker;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import jdk.net.ExtendedSocketOptions;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.messages.constants.MessageTypes;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the session bus, for the calls of one operation. Used by one thread. Every wait
 * ends by the deadline, the cancellation or an interrupt, whatever the other side does.
 */
final class Bus implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Bus.class.getName());
  private static final int MOST_HEADER = 16 << 10;
  private static final int LONGEST_LINE = 512;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Deadline deadline;
  private final Cancellation cancellation;
  private final Cancellation.Registration registration;

  private Bus(
      SocketChannel channel, Selector selector, Deadline deadline, Cancellation cancellation)
      throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.key = channel.register(selector, 0);
    this.deadline = deadline;
    this.cancellation = cancellation;
    this.registration = cancellation.onCancel(selector::wakeup);
  }

  static Bus open(BusSocket socket, Deadline deadline, Cancellation cancellation) {
    SocketChannel channel = null;
    Selector selector = null;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.configureBlocking(false);
      selector = Selector.open();
      Bus bus = new Bus(channel, selector, deadline, cancellation);
      bus.begin(socket);
      return bus;
    } catch (IOException e) {
      close(channel, selector);
      throw failure("the session bus cannot be reached", e);
    } catch (RuntimeException e) {
      close(channel, selector);
      throw e;
    }
  }

  private void begin(BusSocket socket) throws IOException {
    if (!channel.connect(UnixDomainSocketAddress.of(socket.path()))) {
      do {
        await(SelectionKey.OP_CONNECT);
      } while (!channel.finishConnect());
    }
    String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
    if (!socket.isTrusted(peer)) {
      throw new BrokerException("the session bus is run by another user; nothing was sent to it");
    }
    String uid =
        HexFormat.of().formatHex(Long.toString(socket.uid()).getBytes(StandardCharsets.US_ASCII));
    write(ascii("\0AUTH EXTERNAL " + uid + "\r\n"));
    if (!line().startsWith("OK ")) {
      throw new BrokerException("the session bus does not let this user in");
    }
    write(ascii("BEGIN\r\n"));
    call(Peer.BUS, "Hello").text();
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      // One at a time: what follows the line belongs to the first message.
      char next = (char) (read(1)[0] & 0xff);
      if (next == '\n') {
        return line.toString();
      }
      line.append(next);
    }
    throw new BrokerException("the session bus speaks another language");
  }

  /**
   * Finds who owns the broker's name, and has the bus start it if nobody does. Only one that runs
   * as this user or as root is called.
   */
  Peer broker(long ownUid) {
    Reply found = call(Peer.BUS, "GetNameOwner", Peer.BROKER.name());
    if (found.isError()) {
      if (call(Peer.BUS, "StartServiceByName", Peer.BROKER.name(), 0).isError()) {
        throw new BrokerException(
            "no identity broker is on the session bus", FailureDetails.none(), null, true);
      }
      found = call(Peer.BUS, "GetNameOwner", Peer.BROKER.name());
    }
    String owner = found.text();
    long uid = call(Peer.BUS, "GetConnectionUnixUser", owner).number();
    if (uid != ownUid && uid != 0) {
      throw new BrokerException(
          "the name of the identity broker is owned by another user's program; it was not asked");
    }
    return Peer.BROKER.at(owner);
  }

  /** Calls, and waits for the answer of this peer or of the bus; all others are passed over. */
  Reply call(Peer peer, String member, Object... arguments) {
    try {
      BusMessages.Written call = BusMessages.call(peer, member, (byte) 0, arguments);
      write(call.bytes());
      return answer(peer, call.serial());
    } catch (IOException e) {
      throw failure(
          e instanceof EOFException
              ? "the session bus went away in the middle of a call"
              : "the session bus broke off a call",
          e);
    } catch (DBusException e) {
      throw unreadable(e);
    }
  }

  private Reply answer(Peer peer, long serial) throws IOException, DBusException {
    while (true) {
      byte[] fixed = read(BusMessages.FIXED);
      boolean isLittle = fixed[0] == 'l';
      byte[] size = read(4);
      int fields = BusMessages.number(size, 0, isLittle);
      int length = BusMessages.number(fixed, 4, isLittle);
      if (fields < 0 || fields > MOST_HEADER || length < 0) {
        throw tooLong();
      }
      int padded = fields + (-fields & 7);
      if (BusMessages.FIXED + 4 + padded + (long) length > Broker.MAX_MESSAGE_BYTES) {
        throw tooLong();
      }
      byte[] header = new byte[4 + padded];
      System.arraycopy(size, 0, header, 0, 4);
      System.arraycopy(read(padded), 0, header, 4, padded);
      boolean isError = fixed[1] == MessageTypes.ERROR.getId();
      boolean isAnswer = isError || fixed[1] == MessageTypes.METHOD_REPLY.getId();
      Heading heading = isAnswer ? heading(fixed, header) : null;
      byte[] body = read(length);
      // Whoever else answers forges; the bus itself may tell that the peer is gone.
      if (heading != null
          && heading.replySerial == serial
          && (peer.name().equals(heading.source)
              || isError && Peer.BUS.name().equals(heading.source))) {
        return isError ? Reply.error(heading.name) : Reply.of(body, isLittle);
      }
    }
  }

  /** Whose answer it is to which call; of an error the name. */
  private record Heading(long replySerial, @Nullable String source, @Nullable String name) {}

  // The library has no one way to fail on what it does not understand, and looks at the types of
  // fields when they are asked for.
  private static Heading heading(byte[] fixed, byte[] header) throws DBusException, IOException {
    try {
      Message message = BusMessages.header(fixed, header);
      return new Heading(message.getReplySerial(), message.getSource(), message.getName());
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private static BrokerException tooLong() {
    return new BrokerException(
        "a message of the identity broker has more than "
            + Broker.MAX_MESSAGE_BYTES
            + " bytes; it was not read");
  }

  /** Calls without an answer, as far as that goes without waiting. */
  void post(Peer peer, String member, Object... arguments) {
    try {
      channel.write(BusMessages.call(peer, member, Flags.NO_REPLY_EXPECTED, arguments).bytes());
    } catch (IOException | DBusException e) {
      // The connection ends next, which tells the broker as well.
      return;
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.write(bytes) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
  }

  private byte[] read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      int count = channel.read(bytes);
      if (count < 0) {
        throw new EOFException("closed by the bus");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return bytes.array();
  }

  private void await(int operations) throws IOException {
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("the call was interrupted while it waited for the broker");
    }
    if (deadline.hasPassed()) {
      throw new BrokerException(
          "the identity broker did not answer within " + deadline.total(),
          FailureDetails.none(),
          null,
          true);
    }
    key.interestOps(operations);
    selector.select(Math.max(1, deadline.remaining().toMillis()));
    selector.selectedKeys().clear();
  }

  private static BrokerException failure(String what, Exception cause) {
    return new BrokerException(what, FailureDetails.none(), cause, true);
  }

  private static BrokerException unreadable(Exception cause) {
    return new BrokerException(
        "a message on the session bus cannot be read", FailureDetails.none(), cause);
  }

  @Override
  public void close() {
    registration.close();
    close(channel, selector);
  }

  private static void close(@Nullable AutoCloseable... opened) {
    for (AutoCloseable each : opened) {
      try {
        if (each != null) {
          each.close();
        }
      } catch (Exception e) {
        // Nothing is kept in it that could be lost.
        LOG.log(System.Logger.Level.DEBUG, "a connection to the session bus did not close", e);
      }
    }
  }
}
