package dev.latchkey.spi.tck;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that answers the first message of a TLS handshake with a hello made by hand, since no
 * runtime agrees to say any more what is said here. It keeps what kinds of records come back.
 */
final class FirstFlight implements RecordingServer.Script {

  static final int TLS_1_2 = 0x0303;
  static final int STRONG_CIPHER = 0xc02b; // TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256

  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;

  private final byte[] answer;
  private final boolean isCut;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private FirstFlight(byte[] answer, boolean isCut) {
    this.answer = answer;
    this.isCut = isCut;
  }

  /** Chooses, and waits. */
  static FirstFlight choosing(int version, int cipher) {
    return new FirstFlight(hello(version, cipher), false);
  }

  /** Chooses well, but closes in the middle of saying so. */
  static FirstFlight cutting() {
    byte[] whole = hello(TLS_1_2, STRONG_CIPHER);
    return new FirstFlight(Arrays.copyOf(whole, whole.length / 2), true);
  }

  // RFC 5246, section 7.4.1.3: version, random, empty session id, cipher, no compression. The one
  // extension is what every strict client of TLS 1.2 wants: secure renegotiation, RFC 5746.
  private static byte[] hello(int version, int cipher) {
    byte[] extensions = {0, 5, (byte) 0xff, 1, 0, 1, 0};
    int body = 2 + 32 + 1 + 2 + 1 + extensions.length;
    return ByteBuffer.allocate(5 + 4 + body)
        .put((byte) HANDSHAKE)
        .putShort((short) version)
        .putShort((short) (4 + body))
        .putInt(SERVER_HELLO << 24 | body)
        .putShort((short) version)
        .put(new byte[32])
        .put((byte) 0)
        .putShort((short) cipher)
        .put((byte) 0)
        .put(extensions)
        .array();
  }

  @Override
  public void serve(RecordingServer.Connection connection) throws IOException {
    if (read(connection)) {
      connection.write(answer);
    }
    while (!isCut && read(connection)) {
      // Until the other side has said all.
    }
  }

  private boolean read(RecordingServer.Connection connection) throws IOException {
    byte[] head = connection.readBytes(5);
    if (head.length < 5) {
      return false;
    }
    byte[] body = connection.readBytes(ByteBuffer.wrap(head).getShort(3) & 0xffff);
    received.add(new Received(head[0], body.length > 0 ? body[0] : -1));
    return true;
  }

  /** {@return what came, the first message included} */
  List<Received> received() {
    return List.copyOf(received);
  }

  /**
   * A record of TLS, in plain.
   *
   * @param type its content type (RFC 5246, section 6.2.1)
   * @param first its first byte: of an alert, how bad it is
   */
  record Received(int type, int first) {

    static final Received CLIENT_HELLO = new Received(HANDSHAKE, 1);
    static final Received FATAL_ALERT = new Received(21, 2);
  }
}
