package dev.latchkey.application.protocol;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Tells Entra what is asked for, and what failed before. Each request takes the failures that
 * nobody has reported yet, and gives them back if it fails itself, so that each is reported once
 * and no call sees another's. Safe for concurrent use.
 */
final class ServerTelemetry {

  static final String CURRENT = "x-client-current-telemetry";
  static final String LAST = "x-client-last-telemetry";

  // Entra's servers refuse longer ones.
  private static final int MOST_CHARACTERS = 350;
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  private final AtomicReference<List<Failure>> unreported = new AtomicReference<>(List.of());

  /** A request that failed. */
  record Failure(int api, String correlationId, String error) {
    int length() {
      return Integer.toString(api).length() + correlationId.length() + error.length() + 3;
    }
  }

  List<Failure> take() {
    return unreported.getAndSet(List.of());
  }

  void giveBack(List<Failure> taken) {
    add(taken);
  }

  void add(RequestContext context, TokenException failure) {
    if (!(failure instanceof CancelledException)) {
      add(
          List.of(
              new Failure(context.api().id(), context.correlationId().toString(), code(failure))));
    }
  }

  // The oldest stay: they were first in line, and room for the new is made by reporting.
  private void add(List<Failure> more) {
    if (!more.isEmpty()) {
      unreported.updateAndGet(
          old -> {
            List<Failure> all = new ArrayList<>(old);
            int length = all.stream().mapToInt(Failure::length).sum();
            for (Failure failure : more) {
              length += failure.length();
              if (length >= MOST_CHARACTERS) {
                break;
              }
              all.add(failure);
            }
            return List.copyOf(all);
          });
    }
  }

  private static String code(TokenException failure) {
    if (failure instanceof TransportException transport) {
      return transport.reason().name().toLowerCase(Locale.ROOT);
    }
    return failure
        .error()
        .map(OAuthError::code)
        .map(OAuthErrorCode::value)
        .filter(it -> CODE.matcher(it).matches())
        .orElseGet(
            () -> failure.status().isPresent() ? "status_" + failure.status().getAsInt() : "none");
  }

  static String current(RequestContext context) {
    return "4|" + context.api().id() + "," + Api.cacheRefresh(context.reason()) + "|";
  }

  /** {@return the header; hits are not counted, since a hit writes nothing} */
  static String last(List<Failure> failures) {
    if (failures.isEmpty()) {
      return "4|0|||";
    }
    StringBuilder requests = new StringBuilder(MOST_CHARACTERS);
    StringBuilder codes = new StringBuilder();
    for (Failure failure : failures) {
      String comma = requests.isEmpty() ? "" : ",";
      requests.append(comma).append(failure.api()).append(',').append(failure.correlationId());
      codes.append(comma).append(failure.error());
    }
    return requests.insert(0, "4|0|").append('|').append(codes).append('|').toString();
  }
}
