package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way to answer badly, late or never. Immutable; the same fault may be scripted many times.
 *
 * <p>Durations are real time, whatever the sandbox's clock shows. A fault that replaces the answer
 * does none of the work: no token is made.
 *
 * @since 0.1
 */
public final class Fault {

  private static final String JSON = "application/json; charset=utf-8";

  private final String name;
  private final FaultAction action;

  private Fault(String name, FaultAction action) {
    this.name = name;
    this.action = action;
  }

  FaultAction action() {
    return action;
  }

  /**
   * Answers with a status and an empty body.
   *
   * @param code from 200 to 599
   * @return the fault
   * @since 0.1
   */
  public static Fault status(int code) {
    return status(code, "", Map.of());
  }

  /**
   * Answers with a status, a body and headers.
   *
   * @param code from 200 to 599
   * @param body sent as UTF-8
   * @param headers a {@code Content-Type} among them replaces that of JSON
   * @return the fault
   * @since 0.1
   */
  public static Fault status(int code, String body, Map<String, String> headers) {
    if (code < 200 || code > 599) {
      throw new IllegalArgumentException("a status is from 200 to 599, was " + code);
    }
    requireNonNull(body, "body");
    List<Answer.Header> lines =
        headers.entrySet().stream()
            .map(one -> new Answer.Header(one.getKey(), one.getValue()))
            .toList();
    boolean typed = headers.keySet().stream().anyMatch("Content-Type"::equalsIgnoreCase);
    Answer bare = new Answer(code, lines, body.getBytes(StandardCharsets.UTF_8));
    return answer(
        "status " + code, typed || body.isEmpty() ? bare : bare.with("Content-Type", JSON));
  }

  /**
   * Answers 429 with {@code Retry-After}.
   *
   * @param value seconds, an HTTP date, or nonsense
   * @return the fault
   * @since 0.1
   */
  public static Fault retryAfter(String value) {
    return retryAfter(429, value);
  }

  /**
   * Answers with a status and {@code Retry-After}.
   *
   * @param code from 200 to 599
   * @param value seconds, an HTTP date, or nonsense
   * @return the fault
   * @since 0.1
   */
  public static Fault retryAfter(int code, String value) {
    return status(code, "", Map.of("Retry-After", value));
  }

  /**
   * Sends the client elsewhere.
   *
   * @param code such as 302 or 307
   * @param location where to
   * @return the fault
   * @since 0.1
   */
  public static Fault redirect(int code, String location) {
    return status(code, "", Map.of("Location", location));
  }

  /**
   * Answers 200 with a body that is not what was asked for.
   *
   * @param text the body, sent as UTF-8
   * @param contentType such as {@code text/html}
   * @return the fault
   * @since 0.1
   */
  public static Fault body(String text, String contentType) {
    return status(200, text, Map.of("Content-Type", contentType));
  }

  /**
   * Refuses with an OAuth error in the shape of Entra.
   *
   * @param error such as {@code invalid_grant}
   * @param description free text
   * @param codes the AADSTS numbers
   * @return the fault, a 400
   * @since 0.1
   */
  public static Fault oauthError(String error, String description, int... codes) {
    return oauthError(error, description, null, null, codes);
  }

  /**
   * Refuses with an OAuth error in the shape of Entra.
   *
   * @param error such as {@code interaction_required}
   * @param description free text
   * @param suberror such as {@code consent_required}, or null for none
   * @param claims a claims challenge as JSON text, or null for none
   * @param codes the AADSTS numbers
   * @return the fault, a 400
   * @since 0.1
   */
  public static Fault oauthError(
      String error,
      String description,
      @Nullable String suberror,
      @Nullable String claims,
      int... codes) {
    requireNonNull(error, "error");
    requireNonNull(description, "description");
    int[] copy = codes.clone();
    return new Fault(
        "OAuth error " + error,
        stage ->
            stage
                .exchange()
                .write(
                    stage.finished(
                        stage
                            .errors()
                            .scripted(
                                stage.request(), error, description, suberror, claims, copy))));
  }

  /**
   * Answers normally, but late.
   *
   * @param delay before the work begins
   * @return the fault
   * @since 0.1
   */
  public static Fault slow(Duration delay) {
    return new Fault("slow", Fault::answerNormally).after(delay);
  }

  /**
   * Answers normally, but the body comes a few bytes at a time.
   *
   * @param bytes sent at once, at least one
   * @param interval between two of them
   * @return the fault
   * @since 0.1
   */
  public static Fault drip(int bytes, Duration interval) {
    positive(bytes, "bytes");
    requireNonNull(interval, "interval");
    return new Fault("drip", stage -> FaultStreams.drip(stage, bytes, interval, false));
  }

  /**
   * Answers normally, but everything, the status line too, comes a few bytes at a time.
   *
   * @param bytes sent at once, at least one
   * @param interval between two of them
   * @return the fault
   * @since 0.1
   */
  public static Fault dripFromStart(int bytes, Duration interval) {
    positive(bytes, "bytes");
    requireNonNull(interval, "interval");
    return new Fault("drip from start", stage -> FaultStreams.drip(stage, bytes, interval, true));
  }

  /**
   * Answers normally, but closes the connection within the body, which the length says is longer.
   *
   * @param bytes of the body that are sent; at most all but one
   * @return the fault
   * @since 0.1
   */
  public static Fault cut(int bytes) {
    return new Fault("cut", stage -> FaultStreams.cut(stage, bytes));
  }

  /**
   * Closes the connection in place of an answer; nothing was done.
   *
   * @return the fault
   * @since 0.1
   */
  public static Fault closeBeforeAnswer() {
    return new Fault("close before answer", stage -> false);
  }

  /**
   * Does the work and closes the connection in place of the answer: what was made is lost on the
   * way.
   *
   * @return the fault
   * @since 0.1
   */
  public static Fault loseAnswer() {
    return new Fault(
        "lose answer",
        stage -> {
          Answer unused = stage.normal().get();
          return false;
        });
  }

  /**
   * Resets the connection in place of an answer, as a peer that crashed.
   *
   * @return the fault
   * @since 0.1
   */
  public static Fault reset() {
    return new Fault(
        "reset",
        stage -> {
          stage.exchange().reset();
          return false;
        });
  }

  /**
   * Never answers: the connection stays open until the client or the sandbox closes it.
   *
   * @return the fault
   * @since 0.1
   */
  public static Fault neverAnswer() {
    return new Fault(
        "never answer",
        stage -> {
          stage.exchange().awaitPeerGone();
          return false;
        });
  }

  /**
   * Sends bytes that are no HTTP, then closes the connection.
   *
   * @param bytes to send
   * @return the fault
   * @since 0.1
   */
  public static Fault garbage(byte... bytes) {
    byte[] copy = bytes.clone();
    return new Fault(
        "garbage",
        stage -> {
          stage.exchange().output().write(copy);
          stage.exchange().output().flush();
          return false;
        });
  }

  /**
   * Answers 200 with a long JSON text of the announced length.
   *
   * @param bytes length of the body, at least 16
   * @return the fault
   * @since 0.1
   */
  public static Fault hugeBody(long bytes) {
    if (bytes < 16) {
      throw new IllegalArgumentException("a huge body has at least 16 bytes, was " + bytes);
    }
    return new Fault("huge body", stage -> FaultStreams.hugeBody(stage, bytes));
  }

  /**
   * Answers 200 with a gzip-coded body that is small on the wire and grows when unpacked, whether
   * the client accepts that coding or not.
   *
   * @param bytes when unpacked, at least one
   * @return the fault
   * @since 0.1
   */
  public static Fault gzipBomb(long bytes) {
    positive(bytes, "bytes");
    return new Fault("gzip bomb", stage -> FaultStreams.gzipBomb(stage, bytes));
  }

  /**
   * Answers 200 and sends chunk after chunk until the client or the sandbox closes the connection.
   *
   * @return the fault
   * @since 0.1
   */
  public static Fault endlessChunks() {
    return new Fault("endless chunks", FaultStreams::endlessChunks);
  }

  /**
   * Answers normally, with many more headers.
   *
   * @param count how many more
   * @return the fault
   * @since 0.1
   */
  public static Fault manyHeaders(int count) {
    positive(count, "count");
    return new Fault("many headers", stage -> FaultStreams.manyHeaders(stage, count));
  }

  /**
   * Answers normally, with one header more that is very long.
   *
   * @param length of its value
   * @return the fault
   * @since 0.1
   */
  public static Fault hugeHeader(int length) {
    positive(length, "length");
    return new Fault(
        "huge header",
        stage ->
            stage
                .exchange()
                .write(stage.finished(stage.normal().get()).with("X-Padding", "x".repeat(length))));
  }

  /**
   * Answers 200 with JSON objects within each other.
   *
   * @param depth how many
   * @return the fault
   * @since 0.1
   */
  public static Fault deepJson(int depth) {
    positive(depth, "depth");
    return body("{\"a\":".repeat(depth) + "1" + "}".repeat(depth), JSON);
  }

  /**
   * Answers 200 with a token response that names its access token twice.
   *
   * @return the fault
   * @since 0.1
   */
  public static Fault duplicateKeys() {
    return body(
        "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"first\",\"access_token\":\"second\"}",
        JSON);
  }

  /**
   * Makes a fault that does the same later.
   *
   * @param delay to wait first
   * @return the new fault
   * @since 0.1
   */
  public Fault after(Duration delay) {
    requireNonNull(delay, "delay");
    return new Fault(
        name + " after " + delay,
        stage -> {
          stage.exchange().pause(delay);
          return action.play(stage);
        });
  }

  @Override
  public String toString() {
    return "Fault[" + name + "]";
  }

  private static Fault answer(String name, Answer answer) {
    return new Fault(name, stage -> stage.exchange().write(stage.finished(answer)));
  }

  private static boolean answerNormally(FaultStage stage) throws IOException {
    return stage.exchange().write(stage.finished(stage.normal().get()));
  }

  private static void positive(long value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be positive, was " + value);
    }
  }
}
