package dev.latchkey.adapters.secret.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.tck.RandomInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MessageFactory;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Endian;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a keyring answers is read, or refused by an exception of ours that shows nothing of it,
 * and soon. {@code -Drandom.input=PT10M} is how long it is given in the long run; {@code
 * -Drandom.seed=N} does a run again.
 */
class RandomAnswersTest {

  private static final Duration LONG = Duration.parse(System.getProperty("random.input", "PT10M"));
  private static final long SEED = Long.getLong("random.seed", new Random().nextLong());
  private static final MessageFactory FACTORY = new MessageFactory(Endian.LITTLE);
  private static final int FIXED = 12;

  @Test
  void forAMoment() throws DBusException {
    tryOut(Duration.ofMillis(500));
  }

  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void forAsLongAsIsSaid() throws DBusException {
    tryOut(LONG);
  }

  // Undamaged it is what is read: else nothing but the way to a refusal is tried.
  @Test
  void corpusIsRead() throws Exception {
    List<byte[]> corpus = corpus();
    assertThat(keys(parts(corpus.get(0)))).hasSize(1);
    assertThat(Wire.paths(parts(corpus.get(1)), 0)).containsExactly("/a/1", "/a/2");
    assertThat(Wire.bytes(Wire.inner(parts(corpus.get(2))[0]))).hasSize(128);
  }

  // Found by chance: fields of other types than the specification says.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bAMAAQsAAAARAAAAXwAAAAQBcwAlAAAAb3JnLmZyZWVkZXNrdG9wLlNlY3JldC5FcnJvci5Jc0xvY2tlZAAAAAQB"
            + "dQAHAAAABwFzAAMAAABhLmIAAAAAAAYBcwAEAAAAOjEuMQAAAAAIAWcAAXMAAAYAAABsb2NrZWQA"
      })
  void answersThatWereFoundByChanceAreRefused(String answer) {
    assertThatThrownBy(() -> parts(Base64.getDecoder().decode(answer)))
        .isInstanceOf(CacheException.class)
        .hasMessage("the keyring's answer to GetSecret could not be had");
  }

  private static void tryOut(Duration time) throws DBusException {
    long count =
        new RandomInput(SEED).tryOut("keyring's answer", corpus(), RandomAnswersTest::read, time);
    System.out.printf("keyring's answer: %d inputs in %s%n", count, time);
  }

  private static void read(byte[] input) throws Exception {
    Message reply;
    try {
      reply = message(input);
    } catch (DBusException | IOException | RuntimeException e) {
      // The library reads it on a thread of its own, and hangs up.
      return;
    }
    Object[] answer;
    try {
      answer = Bus.content("GetSecret", reply);
    } catch (TokenException e) {
      RandomInput.requireFit(e);
      return;
    }
    List<Callable<Object>> readings =
        List.of(
            () -> Wire.paths(answer, 0),
            () -> new DBusPath(Wire.path(answer, 1)),
            () -> Wire.bytes(Wire.inner(answer.length == 0 ? null : answer[0])),
            () -> keys(answer));
    for (Callable<Object> reading : readings) {
      try {
        assertThat(reading.call()).isNotNull();
      } catch (TokenException e) {
        RandomInput.requireFit(e);
      } catch (IllegalArgumentException e) {
        throw new AssertionError("no refusal of ours", e);
      }
    }
  }

  private static Object[] parts(byte[] input) throws DBusException, IOException {
    return Bus.content("GetSecret", message(input));
  }

  private static List<CacheKey> keys(Object[] answer) throws GeneralSecurityException {
    Object[] secret = Wire.struct(answer.length == 0 ? null : answer[0], 4);
    return KeyLines.parse(Wrapping.none().opened(Wire.bytes(secret[1]), Wire.bytes(secret[2])));
  }

  // Taken apart as it is read from the wire: what comes first, the fields, the body.
  private static Message message(byte[] input) throws DBusException, IOException {
    ByteBuffer wire = ByteBuffer.wrap(input);
    wire.order(
        input.length > 0 && input[0] == 'B' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    if (input.length < FIXED + 4) {
      throw new IOException("cut off");
    }
    int body = wire.getInt(4);
    int fields = wire.getInt(FIXED);
    int padded = fields + (-fields & 7);
    if (fields < 0 || body < 0 || FIXED + 4L + padded + body > input.length) {
      throw new IOException("cut off");
    }
    byte[] header = new byte[8 + padded];
    System.arraycopy(input, FIXED, header, 0, 4);
    System.arraycopy(input, FIXED + 4, header, 8, padded);
    int begin = FIXED + 4 + padded;
    return MessageFactory.createMessage(
        input[1],
        Arrays.copyOf(input, FIXED),
        header,
        Arrays.copyOfRange(input, begin, begin + body),
        null);
  }

  private static List<byte[]> corpus() throws DBusException {
    DBusPath path = new DBusPath("/a/1");
    DBusPath[] paths = {path, new DBusPath("/a/2")};
    byte[] line =
        ("k1:" + Base64.getEncoder().encodeToString(new byte[32])).getBytes(StandardCharsets.UTF_8);
    List<byte[]> corpus = new ArrayList<>();
    add(corpus, "(oayays)", (Object) new Object[] {path, new byte[16], line, "text/plain"});
    add(corpus, "aoao", paths, new DBusPath[0]);
    add(corpus, "vo", new Variant<>(new byte[128], "ay"), path);
    add(corpus, "vo", new Variant<>(""), path);
    add(corpus, "aoo", paths, new DBusPath("/"));
    add(corpus, "oo", path, new DBusPath("/"));
    add(corpus, "o", path);
    add(corpus, null);
    corpus.add(
        wire(
            FACTORY.createError(
                "a.b", ":1.1", "org.freedesktop.Secret.Error.IsLocked", 7, "s", "locked")));
    return corpus;
  }

  private static void add(List<byte[]> corpus, String signature, Object... parts)
      throws DBusException {
    MethodCall call = FACTORY.createMethodCall(null, "a.b", "/a", "a.b", "C", (byte) 0, null);
    corpus.add(wire(FACTORY.createMethodReturn("a.b", call, signature, parts)));
  }

  private static byte[] wire(Message message) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : message.getWireData()) {
      if (part != null) {
        all.writeBytes(part);
      }
    }
    return all.toByteArray();
  }
}
