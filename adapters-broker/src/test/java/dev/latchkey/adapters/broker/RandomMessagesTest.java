package dev.latchkey.adapters.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.emulator.BusParticipant;
import dev.latchkey.emulator.Dialects;
import dev.latchkey.spi.tck.RandomInput;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever comes from the session bus is read, or refused by an exception of ours that shows
 * nothing of it, and soon. {@code -Drandom.input=PT10M} is how long each parser is given in
 * the long run; {@code -Drandom.seed=N} does a run again.
 */
class RandomMessagesTest {

  private static final Duration LONG = Duration.parse(System.getProperty("random.input", "PT10M"));
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final long SEED = Long.getLong("random.seed", new Random().nextLong());
  private static final byte[] REPLY_SERIAL = {5, 1, 'u', 0};
  private static final String BUS = Peer.BUS.name();
  private static final Scopes ASKED = Scopes.of("User.Read");
  private static final String VERSION = "{\"linuxBrokerVersion\":\"3.0.1\"}";

  @TempDir private Path folder;
  private final AtomicReference<byte[]> damaged = new AtomicReference<>();

  @Test
  void messagesForAMoment() throws Exception {
    tryMessages(SHORT);
  }

  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void messagesForAsLongAsIsSaid() throws Exception {
    tryMessages(LONG);
  }

  @Test
  void answersForAMoment() {
    tryAnswers(SHORT);
  }

  @Test
  @Tag("long")
  @Timeout(value = 2, unit = TimeUnit.HOURS)
  void answersForAsLongAsIsSaid() {
    tryAnswers(LONG);
  }

  // Undamaged they are what the parsers read: else nothing but the way to a refusal is tried.
  @Test
  void corpusIsRead() throws Exception {
    Path socket = folder.resolve("bus");
    try (ScriptedBus bus = bus(socket)) {
      assertThat(heard(corpus().get(0), socket)).isEqualTo(":1.42");
      assertThat(bus.asked()).containsExactly("Hello");
    }
    assertThat(new BrokerAnswers(new BrokerJson()).version(VERSION)).isEqualTo("3.0.1");
  }

  // Found by chance: fields of other types than the specification says.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bAIAAR4AAAAIAAAAMwAAAAUBdQABAAAABQFzABQAAABvcmcuZnJlZWRlc2t0b3AuREJ1cwAAAAAIAWcABWF7c3Z9"
            + "AAAAAAAAFgAAAAAAAAAEAAAAbmFtZQABcwAFAAAAdmFsdWUB"
      })
  void messagesThatWereFoundByChanceAreRefused(String message) throws Exception {
    Path socket = folder.resolve("bus");
    try (ScriptedBus bus = bus(socket)) {
      assertThatThrownBy(() -> heard(Base64.getDecoder().decode(message), socket))
          .isInstanceOf(BrokerException.class)
          .hasMessage("a message on the session bus cannot be read");
      assertThat(bus.asked()).containsExactly("Hello");
    }
  }

  private void tryMessages(Duration time) throws Exception {
    Path socket = folder.resolve("bus");
    try (ScriptedBus bus = bus(socket)) {
      tryOut("D-Bus message", corpus(), it -> assertThat(heard(it, socket)).isNotNull(), time);
      assertThat(bus.asked()).contains("Hello");
    }
  }

  private static void tryAnswers(Duration time) {
    BrokerAnswers answers = new BrokerAnswers(new BrokerJson());
    List<byte[]> corpus =
        dialects().stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList();
    tryOut(
        "broker's answer",
        corpus,
        input -> {
          String text = new String(input, StandardCharsets.UTF_8);
          List<Supplier<Object>> readings =
              List.of(
                  () -> answers.token(text, ASKED, input.length % 2 == 0),
                  () -> answers.records(text).stream().map(BrokerAnswers::account).toList(),
                  () -> answers.cookies(text),
                  () -> answers.signedRequest(text),
                  () -> answers.version(text),
                  () -> Reply.of(input, true).text(),
                  () -> Reply.of(input, false).number());
          for (Supplier<Object> reading : readings) {
            try {
              assertThat(reading.get()).isNotNull();
            } catch (TokenException e) {
              RandomInput.requireFit(e);
            }
          }
        },
        time);
  }

  private static void tryOut(
      String name, List<byte[]> corpus, RandomInput.Reading reading, Duration time) {
    long count =
        new RandomInput(SEED)
            .tryOut(
                name,
                corpus,
                input -> {
                  try {
                    reading.read(input);
                  } catch (IllegalArgumentException e) {
                    throw new AssertionError("no refusal of ours", e);
                  }
                },
                time);
    System.out.printf("%s: %d inputs in %s%n", name, count, time);
  }

  private String heard(byte[] input, Path socket) throws IOException {
    long uid = ((Number) Files.getAttribute(folder, "unix:uid")).longValue();
    Deadline deadline = Deadline.after(Duration.ofSeconds(5), TimeSource.system());
    damaged.set(input);
    try (Bus opened = Bus.open(new BusSocket(socket, uid), deadline, Cancellation.none())) {
      return opened.call(Peer.BUS, "GetNameOwner", Peer.BROKER.name()).text();
    }
  }

  private ScriptedBus bus(Path socket) throws IOException {
    ScriptedBus.Raw raw = call -> withSerial(damaged.get(), call.getSerial());
    return new ScriptedBus(socket, Map.of("Hello", ":1.1", "GetNameOwner", raw));
  }

  // It answers this very call, as long as the damage leaves that part alone.
  private static byte[] withSerial(byte[] message, long serial) {
    byte[] answer = message.clone();
    for (int i = 0; i + 8 <= answer.length; i++) {
      if (Arrays.equals(answer, i, i + 4, REPLY_SERIAL, 0, 4)) {
        ByteBuffer.wrap(answer).order(ByteOrder.LITTLE_ENDIAN).putInt(i + 4, (int) serial);
        return answer;
      }
    }
    return answer;
  }

  private static List<byte[]> corpus() throws DBusException {
    MethodCall call =
        BusParticipant.FACTORY.createMethodCall(
            null, BUS, "/org/freedesktop/DBus", BUS, "GetNameOwner", (byte) 0, "s", "any.name");
    List<byte[]> corpus = new ArrayList<>();
    for (String text : List.of(":1.42", "", "\u00e9".repeat(40), Dialects.accounts("mira"))) {
      corpus.add(wire(BusParticipant.FACTORY.createMethodReturn(BUS, call, "s", text)));
    }
    corpus.add(wire(BusParticipant.FACTORY.createMethodReturn(BUS, call, "u", new UInt32(7))));
    corpus.add(wire(BusParticipant.FACTORY.createMethodReturn(BUS, call, null)));
    corpus.add(
        wire(
            BusParticipant.FACTORY.createMethodReturn(
                BUS, call, "a{sv}", Map.of("name", new Variant<>("value")))));
    corpus.add(
        wire(
            BusParticipant.FACTORY.createError(
                BUS,
                ":1.1",
                "org.freedesktop.DBus.Error.NameHasNoOwner",
                call.getSerial(),
                "s",
                "nobody has it")));
    corpus.add(
        wire(
            BusParticipant.FACTORY.createSignal(
                BUS, "/org/freedesktop/DBus", BUS, "NameAcquired", "s", ":1.1")));
    return corpus;
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

  private static List<String> dialects() {
    return List.of(
        VERSION,
        Dialects.accounts("mira@contoso.example"),
        Dialects.microsoft("at-1", "mira@contoso.example"),
        Dialects.himmelblau("at-2"),
        Dialects.refusal(2, "AADSTS50076: again"),
        Dialects.himmelblauRefusal("not implemented"),
        "{\"cookieItems\":[{\"cookieName\":\"x-ms-RefreshTokenCredential\",\"cookieContent\":\"c\"}]}",
        "{\"account\":{},\"cookieName\":\"x-ms-RefreshTokenCredential\",\"cookieContent\":\"c\"}",
        "{\"signedHttpRequest\":\"a.b.c\"}");
  }
}
