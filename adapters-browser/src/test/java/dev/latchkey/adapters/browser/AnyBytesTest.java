package dev.latchkey.adapters.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class AnyBytesTest {

  private static final int PORT = 8400;

  private Visitor visitor;

  @BeforeProperty
  void listen() {
    visitor = new Visitor();
  }

  @AfterProperty
  void stop() {
    visitor.close();
  }

  @Property(tries = 300)
  void anyBytesNeitherEndTheWaitNorHang(@ForAll @Size(max = 3_000) byte[] bytes)
      throws IOException {
    String page = visitor.send(bytes);

    assertThat(bytes.length == 0 ? "HTTP/1.1 4" + page : page).startsWith("HTTP/1.1 4");
    assertThat(visitor.answer()).isNotDone();
    assertThat(visitor.asked()).isZero();
  }

  @Property(tries = 300)
  void requestsOfAnyPiecesAreAnsweredAndTheRightOneStillIs(@ForAll("requests") String request)
      throws Exception {
    String page = visitor.send(request.replace("8400", Integer.toString(visitor.port())));

    assertThat(page).startsWith("HTTP/1.1 ");
    assertThat(visitor.answer()).isNotDone();
  }

  @Property(tries = 3_000)
  void whatPassesTheDoorIsWhole(@ForAll("requests") String request) throws IOException {
    Arrival arrival = hear(request);

    if (arrival instanceof Arrival.Answer brought) {
      assertThat(request).contains("localhost:" + PORT);
      assertThat(brought.answer().encoded()).matches("[!-~]*");
      assertThat(request).contains(brought.answer().encoded());
    }
  }

  @Property(tries = 1_000)
  void anyQueryOfLettersPassesTheDoorAsItCame(@ForAll @AlphaChars @Size(max = 500) String value)
      throws IOException {
    String request = "GET /?code=" + value + " HTTP/1.1\r\nHost: localhost:" + PORT + "\r\n\r\n";

    assertThat(hear(request))
        .isInstanceOfSatisfying(
            Arrival.Answer.class,
            it -> assertThat(it.answer().encoded()).isEqualTo("code=" + value));
  }

  @Provide
  Arbitrary<String> requests() {
    Arbitrary<String> odd = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(5);
    Arbitrary<String> method = Arbitraries.oneOf(Arbitraries.of("GET", "POST", "PUT"), odd);
    Arbitrary<String> target = Arbitraries.oneOf(Arbitraries.of("/", "/?a=b", "/?%"), odd);
    Arbitrary<String> fields =
        Arbitraries.oneOf(
                Arbitraries.of(
                    "Host: localhost:" + PORT,
                    "Content-Length: 3",
                    "Content-Type: application/x-www-form-urlencoded",
                    "X: y"),
                odd)
            .list()
            .ofMaxSize(4)
            .map(it -> String.join("\r\n", it));
    Arbitrary<String> end = Arbitraries.of("\r\n\r\na=b", "\r\n\r\n", "\r\n", "\n\n");
    return Combinators.combine(method, target, fields, end)
        .as((m, t, f, e) -> "G" + m + " " + t + " HTTP/1.1\r\nHost: localhost:8400\r\n" + f + e)
        .map(it -> it.startsWith("GGET") || it.startsWith("GPOST") ? it.substring(1) : it);
  }

  private static Arrival hear(String request) throws IOException {
    try {
      return new Doorkeeper(PORT, "").hear(new ByteArrayInputStream(request.getBytes(ISO_8859_1)));
    } catch (EOFException e) {
      return new Arrival.Refused(Refusal.MALFORMED);
    }
  }
}
