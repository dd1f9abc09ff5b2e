package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sign-ins that wait for a person with another device (RFC 8628). */
final class DeviceCodes {

  // RFC 8628, section 3.5.
  private static final Duration SLOWER = Duration.ofSeconds(5);

  /** What a person is asked to approve. */
  record Request(
      String deviceCode,
      String userCode,
      Place place,
      SandboxApplication application,
      List<String> scopes,
      Instant end) {

    @Override
    public String toString() {
      return "Request[" + userCode + "]";
    }
  }

  private static final class Waiting {
    private final Request request;
    private Duration interval;
    private Instant nextPoll = Instant.MIN;
    private boolean refused;
    private @Nullable SignIn signIn;

    Waiting(Request request) {
      this.request = request;
      interval = request.application().deviceInterval();
    }
  }

  private final Clock clock;
  private final Map<String, Waiting> byDeviceCode = new LinkedHashMap<>();

  DeviceCodes(Clock clock) {
    this.clock = clock;
  }

  synchronized Request begin(Place place, SandboxApplication application, List<String> scopes) {
    Request request =
        new Request(
            Keys.random(""),
            Keys.readable(8),
            place,
            application,
            List.copyOf(scopes),
            clock.instant().plus(application.deviceCodeLifetime()));
    byDeviceCode.put(request.deviceCode(), new Waiting(request));
    return request;
  }

  /** Returns what a person may still decide on; people type what they like. */
  synchronized Optional<Request> find(String userCode) {
    String plain = userCode.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    return open().stream().filter(one -> one.userCode().equals(plain)).findFirst();
  }

  synchronized List<Request> open() {
    List<Request> open = new ArrayList<>();
    for (Waiting one : byDeviceCode.values()) {
      if (!one.refused && one.signIn == null && clock.instant().isBefore(one.request.end())) {
        open.add(one.request);
      }
    }
    return open;
  }

  synchronized void approve(Request request, SignIn signIn) {
    Waiting waiting = byDeviceCode.get(request.deviceCode());
    if (waiting != null) {
      waiting.signIn = signIn;
    }
  }

  synchronized void refuse(Request request) {
    Waiting waiting = byDeviceCode.get(request.deviceCode());
    if (waiting != null) {
      waiting.refused = true;
    }
  }

  /** Returns the sign-in that a device code stands for by now, once. */
  synchronized SignIn redeem(String deviceCode, TokenCall call) throws Refusal {
    Waiting waiting = byDeviceCode.get(deviceCode);
    if (waiting == null
        || !waiting.request.application().clientId().equals(call.application().clientId())
        || !waiting.request.place().segment().equals(call.place().segment())) {
      throw new Refusal(
          Refusal.Reason.DEVICE_UNKNOWN, "The device code is not one of this server's.");
    }
    if (!clock.instant().isBefore(waiting.request.end())) {
      throw new Refusal(Refusal.Reason.DEVICE_EXPIRED, "The device code has expired.");
    }
    if (waiting.refused) {
      throw new Refusal(
          Refusal.Reason.DEVICE_DECLINED, "The end user denied the authorization request.");
    }
    SignIn signIn = waiting.signIn;
    if (signIn == null) {
      throw tooEarly(waiting);
    }
    byDeviceCode.remove(deviceCode);
    return signIn;
  }

  private Refusal tooEarly(Waiting waiting) {
    Instant now = clock.instant();
    boolean tooFast = now.isBefore(waiting.nextPoll);
    if (tooFast) {
      waiting.interval = waiting.interval.plus(SLOWER);
    }
    waiting.nextPoll = now.plus(waiting.interval);
    return tooFast
        ? new Refusal(
            Refusal.Reason.SLOW_DOWN,
            "Polls have to be " + waiting.interval.toSeconds() + " seconds apart from now on.")
        : new Refusal(
            Refusal.Reason.PENDING, "OAuth 2.0 device flow error. Authorization is pending.");
  }
}
