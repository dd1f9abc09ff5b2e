package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.CircuitPolicy;
import dev.latchkey.application.request.Destination;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sequences of answers, and what is sent, waited for and brought. N-06 and N-07. */
class RetryCorpusTest {

  private static final URI ENDPOINT = URI.create("https://login.example.com/t/token");
  private static final int DOCUMENTED_ROWS = 60;

  record Row(String name, String setting, List<String> answers, List<String> calls, String brings) {
    static Row of(String line) {
      String[] parts = line.split(" ; ", -1);
      assertThat(parts).as(line).hasSize(5);
      return new Row(
          parts[0],
          parts[1],
          List.of(parts[2].split(", ", -1)),
          List.of(parts[3].split(", ", -1)),
          parts[4].strip());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                RetryCorpusTest.class.getResourceAsStream("retry-sequences.txt"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Row::of)
          .collect(Collectors.toList())
          .stream();
    }
  }

  @Test
  void corpusIsAsLargeAsPromised() throws IOException {
    assertThat(rows().map(Row::name).distinct()).hasSizeGreaterThanOrEqualTo(DOCUMENTED_ROWS);
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Tag("W-33")
  @Tag("W-26")
  void eachSequenceEndsAsItShould(Row row) {
    Bench bench = new Bench(row);
    assertThat(row.calls().stream().map(bench::call).collect(Collectors.joining(", ")))
        .isEqualTo(row.brings());
  }

  private static ResiliencePolicy policy(String name) {
    ResiliencePolicy standard = ResiliencePolicy.standard();
    RetryPolicy retry = RetryPolicy.standard();
    return switch (name) {
      case "standard" -> standard;
      case "none" -> standard.retry(RetryPolicy.none());
      case "three" -> standard.retry(retry.retries(3));
      case "doubling" ->
          standard.retry(retry.retries(4).delay(Duration.ofSeconds(2)).doubling(true));
      case "long" -> standard.retry(retry.retries(3).delay(Duration.ofSeconds(30)).doubling(true));
      case "waiting" -> standard.retry(retry.waitsForRetryAfter(true));
      case "budget" -> standard.retry(retry.budget(Duration.ofSeconds(2)));
      case "unthrottled" -> standard.throttle(ThrottlePolicy.none());
      case "pausing" ->
          standard.throttle(
              ThrottlePolicy.standard()
                  .unsaid(Duration.ofSeconds(20))
                  .longest(Duration.ofSeconds(100)));
      case "dead" -> standard.retry(RetryPolicy.none());
      case "quick" ->
          standard
              .retry(RetryPolicy.none())
              .circuit(CircuitPolicy.after(2, Duration.ofSeconds(10)));
      default -> throw new AssertionError(name);
    };
  }

  private static final class Bench {
    private final ManualTimeSource time = new ManualTimeSource();
    private final List<String> answers;
    private final Duration timeout;
    private final Wire wire;
    private int sent;

    Bench(Row row) {
      this.answers = row.answers();
      String[] setting = row.setting().split(" ", -1);
      this.timeout = Duration.ofSeconds(setting[0].equals("long") ? 600 : 30);
      ResiliencePolicy policy = policy(setting[0]);
      Duration unsaid = Duration.ofSeconds(setting[1].equals("public") ? 60 : 5);
      this.wire =
          new Wire(
              (request, deadline, cancellation) -> answer(),
              policy,
              new ResponseCache(null, policy, unsaid, time, new Middle()),
              time,
              new Middle(),
              ProductHeaders.of("1", "os", null, null));
    }

    private HttpResponse answer() {
      String answer = answers.get(Math.min(sent++, answers.size() - 1));
      int plus = answer.indexOf('+');
      if (plus > 0) {
        time.advance(seconds(answer.substring(plus + 1)));
        answer = answer.substring(0, plus);
      }
      return switch (answer) {
        case "connect" -> throw failure(Reason.NOT_CONNECTED, 0);
        case "connect407" -> throw failure(Reason.NOT_CONNECTED, 407);
        case "connect503" -> throw failure(Reason.NOT_CONNECTED, 503);
        case "timeout" -> throw failure(Reason.TIMED_OUT, 0);
        case "broken" -> throw failure(Reason.INTERRUPTED, 0);
        case "untrusted" -> throw failure(Reason.UNTRUSTED, 0);
        case "large" -> throw failure(Reason.TOO_LARGE, 0);
        case "malformed" -> throw failure(Reason.MALFORMED, 0);
        default -> response(answer.split(" ", -1));
      };
    }

    private static TransportException failure(Reason reason, int status) {
      FailureDetails details = FailureDetails.none();
      return new TransportException(
          reason, "as told", status == 0 ? details : details.withAnswer(status, null, null), null);
    }

    private HttpResponse response(String[] words) {
      List<String> waits = new ArrayList<>();
      HttpHeaders headers = HttpHeaders.none();
      for (String word : Arrays.copyOfRange(words, 1, words.length)) {
        if (word.startsWith("ra=")) {
          waits.add(word.substring(3).replace('_', ' '));
        } else {
          headers =
              headers.with(
                  "date",
                  DateTimeFormatter.RFC_1123_DATE_TIME.format(
                      time.instant()
                          .plusSeconds(Long.parseLong(word.substring("date=".length())))
                          .atOffset(ZoneOffset.UTC)));
        }
      }
      if (!waits.isEmpty()) {
        headers =
            HttpHeaders.of(
                Stream.concat(
                        headers.asMap().entrySet().stream(),
                        Stream.of(Map.entry("Retry-After", waits)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
      }
      return HttpResponse.of(Integer.parseInt(words[0]), headers, new byte[0]);
    }

    String call(String text) {
      String[] words = text.split(" ", -1);
      Duration at = seconds(words[0].substring(1));
      Duration now = Duration.between(ManualTimeSource.START, time.instant());
      if (at.compareTo(now) > 0) {
        time.advance(at.minus(now));
      }
      int before = sent;
      int sleeps = time.sleeps().size();
      Conversation conversation =
          wire.converse(
              new RequestContext(new CorrelationId(new UUID(0, 1)), Deadline.after(timeout, time)),
              Cancellation.none(),
              () -> {});
      String outcome;
      FailureDetails told;
      try {
        outcome = Integer.toString(ask(words[1], conversation).status());
        told = conversation.details();
      } catch (TransportException e) {
        outcome = e.reason().name();
        assertThat(e.httpCalls()).as("calls that the exception tells").isEqualTo(sent - before);
        told = conversation.details();
      }
      List<Duration> waits = time.sleeps().subList(sleeps, time.sleeps().size());
      assertThat(conversation.calls()).isEqualTo(sent - before);
      assertThat(conversation.waited())
          .isEqualTo(waits.stream().reduce(Duration.ZERO, Duration::plus));
      return outcome
          + (isReplayed(told) ? "*" : "")
          + "/"
          + (sent - before)
          + "/"
          + (waits.isEmpty()
              ? "-"
              : waits.stream().map(Bench::seconds).collect(Collectors.joining("+")));
    }

    private static boolean isReplayed(FailureDetails told) {
      return new TransportException(Reason.MALFORMED, "to ask", told, null).isReplayed();
    }

    private HttpResponse ask(String kind, Conversation conversation) {
      String[] parts = kind.split(":", -1);
      return switch (parts[0]) {
        case "token" -> post(conversation, "client_credentials", Map.of(), true);
        case "password" ->
            post(conversation, "password", Map.of("username", "mira", "password", "x"), false);
        case "code" -> post(conversation, "authorization_code", Map.of("code", "c"), false);
        case "device" ->
            post(
                conversation,
                "urn:ietf:params:oauth:grant-type:device_code",
                Map.of("device_code", "d"),
                false);
        case "refresh" ->
            post(conversation, "refresh_token", Map.of("refresh_token", parts[1]), true);
        case "obo" ->
            post(
                conversation,
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                Map.of("assertion", parts[1]),
                true);
        case "document" -> conversation.get(ENDPOINT);
        case "realm" -> conversation.getTraced(ENDPOINT);
        case "once" -> conversation.postOnce(ENDPOINT, HttpHeaders.none(), new byte[0]);
        case "imds" -> conversation.get(Destination.IMDS, ENDPOINT, HttpHeaders.none());
        case "mi" -> conversation.get(Destination.MANAGED_IDENTITY, ENDPOINT, HttpHeaders.none());
        default -> throw new AssertionError(kind);
      };
    }

    private static HttpResponse post(
        Conversation conversation, String grant, Map<String, String> form, boolean mayRepeat) {
      return conversation.post(
          new FormBody()
              .set("client_id", "c")
              .set("grant_type", grant)
              .set("scope", "s")
              .setAll(form),
          new Proof(ENDPOINT, Map.of(), HttpHeaders.none(), null, "c"),
          null,
          mayRepeat);
    }

    private static Duration seconds(String text) {
      return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
    }

    private static String seconds(Duration wait) {
      return BigDecimal.valueOf(wait.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
  }

  /** Moves every wait by nothing: half of what it may be moved by. */
  private static final class Middle implements RandomSource {
    @Override
    public byte[] bytes(int count) {
      return new byte[count];
    }

    @Override
    public Duration upTo(Duration bound) {
      return bound.dividedBy(2);
    }
  }
}
