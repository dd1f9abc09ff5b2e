package dev.latchkey.adapters.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.types.UInt32;

/**
 * Writes calls and reads what comes back. The library makes and reads the headers; bodies, which
 * hold tokens, do not pass through it, since at its finest level it logs every argument.
 */
final class BusMessages {

  /** Before the fields of the header: order, type, flags, version, sizes and serial. */
  static final int FIXED = 12;

  private static final MessageFactory FACTORY = new MessageFactory(Endian.LITTLE);

  private BusMessages() {}

  /** A call that was written. */
  record Written(long serial, ByteBuffer bytes) {}

  /**
   * Writes a call.
   *
   * @param to who is called, and as what
   * @param member the method
   * @param flags whether an answer is expected
   * @param arguments texts and integers
   */
  static Written call(Peer to, String member, byte flags, Object... arguments)
      throws DBusException {
    StringBuilder signature = new StringBuilder();
    Object[] blanks = new Object[arguments.length];
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < arguments.length; i++) {
      pad(body);
      if (arguments[i] instanceof String text) {
        signature.append('s');
        blanks[i] = "";
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(body, utf8.length);
        body.writeBytes(utf8);
        body.write(0);
      } else {
        signature.append('u');
        blanks[i] = new UInt32(0);
        put(body, (Integer) arguments[i]);
      }
    }
    MethodCall call =
        FACTORY.createMethodCall(
            null,
            to.name(),
            to.path(),
            to.interfaceName(),
            member,
            flags,
            arguments.length == 0 ? null : signature.toString(),
            blanks);
    byte[] blank = joined(call.getWireData());
    int header = blank.length - number(blank, 4, true);
    ByteBuffer bytes =
        ByteBuffer.allocate(header + body.size())
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(blank, 0, header)
            .put(body.toByteArray())
            .putInt(4, body.size());
    return new Written(call.getSerial(), bytes.flip());
  }

  private static byte[] joined(byte[][] parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      if (part != null) {
        all.writeBytes(part);
      }
    }
    return all.toByteArray();
  }

  private static void pad(ByteArrayOutputStream body) {
    while (body.size() % 4 != 0) {
      body.write(0);
    }
  }

  private static void put(ByteArrayOutputStream body, int value) {
    body.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  /**
   * Reads the header of a message.
   *
   * @param fixed its first 12 bytes
   * @param fields its fields, after their size, padded
   */
  static Message header(byte[] fixed, byte[] fields) throws DBusException, IOException {
    // The library wants the fields behind eight bytes, as they are aligned in the message.
    byte[] shifted = new byte[8 + fields.length - 4];
    System.arraycopy(fields, 0, shifted, 0, 4);
    System.arraycopy(fields, 4, shifted, 8, fields.length - 4);
    return MessageFactory.createMessage(fixed[1], fixed, shifted, new byte[0], null);
  }

  /** Reads an unsigned number; one beyond what an int holds comes out below zero. */
  static int number(byte[] from, int at, boolean isLittle) {
    return ByteBuffer.wrap(from)
        .order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN)
        .getInt(at);
  }
}
