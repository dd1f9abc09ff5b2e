package dev.latchkey.application.protocol;

import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.cache.HttpResponseStore.StoredResponse;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that spare a request: documents for a day, refusals for as long as they are to be
 * respected (Entra). Never an answer with a token. Safe for concurrent use.
 */
public final class ResponseCache {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int LONGEST_DOCUMENT = 256 << 10;
  private static final int LONGEST_REFUSAL = 16 << 10;
  private static final String DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code";

  // What tells one person's requests from another's, the most telling first.
  private static final List<String> OF_A_PERSON =
      List.of("refresh_token", "code", "device_code", "assertion", "subject_token", "username");

  // Short or known words, whose bare hash could be guessed.
  private static final List<String> GUESSABLE = List.of("username", "password", "login_hint");

  private final HttpResponseStore documents;
  private final HttpResponseStore refusals;
  private final @Nullable MemoryResponses memory;
  private final ThrottlePolicy throttle;
  private final Duration unsaid;
  private final Duration stale;
  private final TimeSource time;
  private final RandomSource random;

  // Made with the first name of a person: most first tokens come out of a cache.
  private final AtomicReference<@Nullable String> salt = new AtomicReference<>();

  /**
   * Remembers for one client.
   *
   * @param given where the application wants answers to be kept; null for memory
   * @param policy how long
   * @param unsaid how long to respect services that do not say, where the policy does not say
   * @param time decides what has expired
   * @param random makes a word that keeps names of people from being guessed
   */
  public ResponseCache(
      @Nullable HttpResponseStore given,
      ResiliencePolicy policy,
      Duration unsaid,
      TimeSource time,
      RandomSource random) {
    this.time = Objects.requireNonNull(time, "time");
    this.throttle = policy.throttle();
    this.unsaid = throttle.unsaid().orElse(unsaid);
    this.stale = policy.staleIfError();
    this.random = Objects.requireNonNull(random, "random");
    if (given == null) {
      MemoryResponses own = new MemoryResponses(time);
      this.memory = own;
      this.refusals = own;
      this.documents = new MemoryResponses(time);
    } else {
      HttpResponseStore shared = new SharedResponses(given, time);
      this.memory = null;
      this.refusals = shared;
      this.documents = shared;
    }
  }

  private String salt() {
    String known = salt.get();
    if (known != null) {
      return known;
    }
    String fresh = random.uuid().toString();
    String first = salt.compareAndExchange(null, fresh);
    return first == null ? fresh : first;
  }

  /** {@return a document that was kept less than a day ago; null if there is none} */
  @Nullable HttpResponse document(URI uri) {
    return document(uri, stale);
  }

  /** {@return a document that is out of date but better than nothing; null if there is none} */
  @Nullable HttpResponse staleDocument(URI uri) {
    return stale.isZero() ? null : document(uri, Duration.ZERO);
  }

  private @Nullable HttpResponse document(URI uri, Duration beforeItsEnd) {
    Instant now = time.instant();
    return documents
        .get(documentKey(uri))
        .filter(it -> now.isBefore(it.expiresAt().minus(beforeItsEnd)))
        // Kept by a clock that ran ahead: nobody knows how old it is.
        .filter(it -> !it.expiresAt().isAfter(now.plus(DAY).plus(stale)))
        .map(it -> answer(it.status(), it.body(), HttpHeaders.none()))
        .orElse(null);
  }

  /**
   * Keeps a document.
   *
   * @param uri where it lies
   * @param response the answer, which the caller has understood
   */
  void keepDocument(URI uri, HttpResponse response) {
    String text = response.bodyText();
    if (response.isSuccess()
        && text.length() <= LONGEST_DOCUMENT
        && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), response.body())) {
      documents.put(
          documentKey(uri),
          new StoredResponse(response.status(), text, time.instant().plus(DAY).plus(stale)));
    }
  }

  // Clients that disagree on the end of documents do not read each other's.
  private String documentKey(URI uri) {
    return key("document", uri, "GET", uri.toString(), stale.toString());
  }

  /** {@return the refusal that a form is to be answered with; null if it may be sent} */
  @Nullable HttpResponse refusalOf(URI target, FormBody form, String sender) {
    if (memory != null && memory.isEmpty()) {
      return null;
    }
    HttpResponse same = refusal(sameRequest(target, form, sender), throttle.refusals());
    return same != null ? same : refusal(alike(target, form, sender), throttle.longest());
  }

  /**
   * Whether the service failed for the like of a form a moment ago, so that one request is enough
   * to see if it is back.
   */
  boolean failedLately(URI target, FormBody form, String sender) {
    if (unsaid.isZero() || memory != null && memory.isEmpty()) {
      return false;
    }
    Instant now = time.instant();
    return refusals
        .get(alike(target, form, sender))
        .filter(it -> now.isBefore(it.expiresAt().plus(unsaid)))
        .isPresent();
  }

  /** {@return the refusal that a document is to be answered with; null if it may be sent} */
  @Nullable HttpResponse refusalOf(URI target) {
    return memory != null && memory.isEmpty()
        ? null
        : refusal(key("throttle", target, target.toString()), throttle.longest());
  }

  private @Nullable HttpResponse refusal(String key, Duration longest) {
    Instant now = time.instant();
    return refusals
        .get(key)
        .filter(it -> now.isBefore(it.expiresAt()))
        .filter(it -> !it.expiresAt().isAfter(now.plus(longest)))
        .map(it -> answer(it.status(), it.body(), whenToAsk(now, it.expiresAt())))
        .orElse(null);
  }

  private static HttpHeaders whenToAsk(Instant now, Instant end) {
    long seconds = Math.max(1, Duration.between(now, end).plusMillis(999).toSeconds());
    return HttpHeaders.none().with(RetryAfter.NAME, Long.toString(seconds));
  }

  private static HttpResponse answer(int status, String body, HttpHeaders headers) {
    HttpHeaders typed =
        body.startsWith("{") ? headers.with("content-type", "application/json") : headers;
    return HttpResponse.of(status, typed, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Learns from the answer to a form. */
  void learn(URI target, FormBody form, String sender, HttpResponse response) {
    if (response.isSuccess()) {
      return;
    }
    String grant = form.get("grant_type");
    boolean isPoll = DEVICE_CODE.equals(grant);
    if (isAboutLater(response)) {
      // Between polls there are pauses anyway.
      Duration pause = pause(response, isPoll ? Duration.ZERO : unsaid);
      keepRefusal(pause, response, () -> alike(target, form, sender));
    } else if (response.status() == 400 && !isPoll && !"password".equals(grant)) {
      keepRefusal(throttle.refusals(), response, () -> sameRequest(target, form, sender));
    }
  }

  /** Learns from the answer to a document, whose failures are not all the service's. */
  void learn(URI target, HttpResponse response) {
    // A SOAP fault comes with 500 and is about one person.
    boolean isBusy =
        response.status() == 429
            || response.status() == 503
            || !response.headers().all(RetryAfter.NAME).isEmpty();
    if (!response.isSuccess() && isBusy) {
      keepRefusal(
          pause(response, unsaid), response, () -> key("throttle", target, target.toString()));
    }
  }

  /** {@return the refusal of a host of managed identities; null if it may be asked} */
  @Nullable HttpResponse refusalOf(String host, String... wish) {
    return memory != null && memory.isEmpty()
        ? null
        : refusal(hostKey(host, wish), throttle.longest());
  }

  /** Learns from such a host's refusal, of which a code is all that is kept. */
  void learn(String host, HttpResponse response, String... wish) {
    if (isAboutLater(response)) {
      keepRefusal(pause(response, unsaid), response, () -> hostKey(host, wish));
    }
  }

  private static String hostKey(String host, String... wish) {
    return "throttle " + host + " " + Fingerprint.of(wish);
  }

  private static boolean isAboutLater(HttpResponse response) {
    return response.status() == 429
        || response.status() >= 500
        || !response.headers().all(RetryAfter.NAME).isEmpty();
  }

  private Duration pause(HttpResponse response, Duration otherwise) {
    Optional<Duration> said = RetryAfter.of(response.headers(), time.instant());
    Duration pause = said.orElse(otherwise);
    return pause.compareTo(throttle.longest()) > 0 ? throttle.longest() : pause;
  }

  private void keepRefusal(Duration pause, HttpResponse response, Supplier<String> key) {
    if (pause.isZero()) {
      return;
    }
    String text = response.bodyText();
    String body =
        text.length() > LONGEST_REFUSAL ? "" : memory == null ? Impersonal.of(text) : text;
    refusals.put(
        key.get(), new StoredResponse(response.status(), body, time.instant().plus(pause)));
  }

  private String sameRequest(URI target, FormBody form, String sender) {
    boolean guessable = GUESSABLE.stream().anyMatch(it -> form.get(it) != null);
    return key("refusal", target, target.toString(), form.text(), sender, guessable ? salt() : "");
  }

  private String alike(URI target, FormBody form, String sender) {
    String clientId = form.get("client_id");
    String kind = "";
    String person = "";
    for (String name : OF_A_PERSON) {
      String value = form.get(name);
      if (value != null) {
        kind = name;
        person = GUESSABLE.contains(name) ? value + salt() : value;
        break;
      }
    }
    return key(
        "throttle",
        target,
        target.toString(),
        clientId == null ? sender : clientId,
        Objects.requireNonNullElse(form.get("scope"), ""),
        kind,
        person);
  }

  private static String key(String rule, URI target, String... material) {
    return rule + " " + target.getHost() + " " + Fingerprint.of(material);
  }
}
