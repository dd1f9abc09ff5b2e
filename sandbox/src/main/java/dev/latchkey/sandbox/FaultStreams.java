package dev.latchkey.sandbox;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** The faults that write an answer bit by bit. */
final class FaultStreams {

  private static final String CHUNKED = "Transfer-Encoding: chunked";
  private static final byte[] PADDING = padding();

  private FaultStreams() {}

  private static byte[] padding() {
    byte[] bytes = new byte[8192];
    Arrays.fill(bytes, (byte) ' ');
    return bytes;
  }

  private static Answer emptyJson() {
    return new Answer(
        200, List.of(new Answer.Header("Content-Type", "application/json")), new byte[0]);
  }

  static boolean drip(FaultStage stage, int bytes, Duration interval, boolean headToo)
      throws IOException {
    Answer answer = stage.finished(stage.normal().get());
    Exchange exchange = stage.exchange();
    byte[] head = exchange.head(answer, "Content-Length: " + answer.body().length);
    if (headToo) {
      dripAll(exchange, head, bytes, interval);
    } else {
      exchange.output().write(head);
      exchange.output().flush();
    }
    dripAll(exchange, answer.body(), bytes, interval);
    return exchange.request().keepAlive();
  }

  private static void dripAll(Exchange exchange, byte[] all, int bytes, Duration interval)
      throws IOException {
    for (int from = 0; from < all.length; from += bytes) {
      exchange.pause(interval);
      exchange.output().write(all, from, Math.min(bytes, all.length - from));
      exchange.output().flush();
    }
  }

  static boolean cut(FaultStage stage, int bytes) throws IOException {
    Answer answer = stage.finished(stage.normal().get());
    int sent = Math.max(0, Math.min(bytes, answer.body().length - 1));
    stage.exchange().writeHead(answer, "Content-Length: " + answer.body().length);
    stage.exchange().output().write(answer.body(), 0, sent);
    stage.exchange().output().flush();
    return false;
  }

  static boolean hugeBody(FaultStage stage, long bytes) throws IOException {
    byte[] begin = "{\"padding\":\"".getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\"}".getBytes(StandardCharsets.US_ASCII);
    stage.exchange().writeHead(stage.finished(emptyJson()), "Content-Length: " + bytes);
    OutputStream output = stage.exchange().output();
    output.write(begin);
    pad(output, bytes - begin.length - end.length);
    output.write(end);
    output.flush();
    return stage.exchange().request().keepAlive();
  }

  static boolean gzipBomb(FaultStage stage, long bytes) throws IOException {
    Answer answer = stage.finished(emptyJson()).with("Content-Encoding", "gzip");
    stage.exchange().writeHead(answer, CHUNKED);
    OutputStream output = stage.exchange().output();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(new BufferedOutputStream(new ChunkedOutput(output)))) {
      // Made while it is sent: a gigabyte in advance would take longer than the client's patience.
      pad(gzip, bytes);
    }
    output.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    output.flush();
    return stage.exchange().request().keepAlive();
  }

  static boolean endlessChunks(FaultStage stage) throws IOException {
    stage.exchange().writeHead(stage.finished(emptyJson()), CHUNKED);
    OutputStream chunks = new ChunkedOutput(stage.exchange().output());
    while (true) {
      // Ends with the exception of a closed socket.
      chunks.write(PADDING);
      chunks.flush();
    }
  }

  static boolean manyHeaders(FaultStage stage, int count) throws IOException {
    Answer answer = stage.finished(stage.normal().get());
    StringBuilder framing = new StringBuilder("Content-Length: ").append(answer.body().length);
    for (int i = 0; i < count; i++) {
      framing.append("\r\nX-Padding-").append(i).append(": x");
    }
    stage.exchange().writeHead(answer, framing.toString());
    stage.exchange().output().write(answer.body());
    stage.exchange().output().flush();
    return stage.exchange().request().keepAlive();
  }

  private static void pad(OutputStream output, long bytes) throws IOException {
    for (long left = bytes; left > 0; left -= PADDING.length) {
      output.write(PADDING, 0, (int) Math.min(left, PADDING.length));
    }
  }
}
